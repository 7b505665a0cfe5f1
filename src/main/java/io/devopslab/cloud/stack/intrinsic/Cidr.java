package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.stack.template.TemplateException;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** {@code Fn::Cidr}: the first {@code count} blocks of a size inside of a block, for IPv4 and IPv6. */
final class Cidr {

    // Narrow enough that Java takes each match for an address and never asks the name service.
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}/\\d{1,2}");
    private static final Pattern V6 = Pattern.compile("(?=[^/]*:)[0-9a-fA-F:]{2,45}/\\d{1,3}");
    private static final int MAX_COUNT = 256;

    private Cidr() {}

    static JsonNode apply(JsonNode arguments) {
        if (Evaluator.isUnknown(arguments.path(0))) {
            return arguments.get(0);
        }
        String block = arguments.path(0).asText();
        int count = number(arguments.path(1).asText());
        int bits = arguments.has(2) ? number(arguments.get(2).asText()) : 8;
        if (count < 1
                || count > MAX_COUNT
                || !(V4.matcher(block).matches() || V6.matcher(block).matches())) {
            throw wrong();
        }
        return blocks(block, count, bits);
    }

    private static ArrayNode blocks(String block, int count, int bits) {
        int slash = block.indexOf('/');
        byte[] address = address(block.substring(0, slash));
        int width = address.length * 8;
        int prefix = number(block.substring(slash + 1));
        int size = width - bits;
        if (prefix > width
                || size < prefix
                || bits < 0
                || BigInteger.valueOf(count).bitLength() > size - prefix + 1
                || BigInteger.ONE.shiftLeft(size - prefix).compareTo(BigInteger.valueOf(count)) < 0) {
            throw wrong();
        }
        BigInteger start = new BigInteger(1, address).shiftRight(width - prefix).shiftLeft(width - prefix);
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            blocks.add(text(start.add(BigInteger.valueOf(i).shiftLeft(bits)), address.length) + "/" + size);
        }
        return blocks;
    }

    private static byte[] address(String text) {
        try {
            return java.net.InetAddress.getByName(text).getAddress();
        } catch (java.net.UnknownHostException e) {
            throw wrong();
        }
    }

    private static String text(BigInteger address, int length) {
        byte[] bytes = new byte[length];
        byte[] value = address.toByteArray();
        int copied = Math.min(value.length, length);
        System.arraycopy(value, value.length - copied, bytes, length - copied, copied);
        try {
            return java.net.InetAddress.getByAddress(bytes).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("An address of " + length + " bytes.", e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private static TemplateException wrong() {
        return TemplateException.function("Fn::Cidr requires a valid ipBlock, a count from 1 to 256 of blocks that fit"
                + " into it, and cidrBits of the blocks");
    }
}
