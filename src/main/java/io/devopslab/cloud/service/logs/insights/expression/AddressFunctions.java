package io.devopslab.cloud.service.logs.insights.expression;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** The functions of IP addresses (CloudWatch Logs User Guide, "IP address string functions"). Nothing is looked up. */
final class AddressFunctions {

    private static final int V4 = 4;
    private static final int V6 = 16;
    private static final Pattern DOTTED = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    private AddressFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "isvalidip", valid(length -> true),
                "isvalidipv4", valid(length -> length == V4),
                "isvalidipv6", valid(length -> length == V6),
                "isipinsubnet", inSubnet(length -> true),
                "isipv4insubnet", inSubnet(length -> length == V4),
                "isipv6insubnet", inSubnet(length -> length == V6));
    }

    private static Function valid(IntPredicate length) {
        return Function.of(
                1,
                1,
                v -> Value.of(address(v.get(0).shown())
                        .filter(a -> length.test(a.length))
                        .isPresent()));
    }

    private static Function inSubnet(IntPredicate length) {
        return Function.of(
                2,
                2,
                v -> Value.of(address(v.get(0).shown())
                        .filter(a -> length.test(a.length))
                        .filter(a -> contains(v.get(1).shown(), a))
                        .isPresent()));
    }

    private static boolean contains(String subnet, byte[] address) {
        int slash = subnet.indexOf('/');
        Optional<byte[]> base = address(slash < 0 ? subnet : subnet.substring(0, slash));
        String prefix = slash < 0 ? String.valueOf(address.length * Byte.SIZE) : subnet.substring(slash + 1);
        if (base.isEmpty()
                || base.get().length != address.length
                || !PREFIX.matcher(prefix).matches()) {
            return false;
        }
        int hostBits = address.length * Byte.SIZE - Integer.parseInt(prefix);
        return hostBits >= 0
                && new BigInteger(1, base.get())
                        .shiftRight(hostBits)
                        .equals(new BigInteger(1, address).shiftRight(hostBits));
    }

    private static Optional<byte[]> address(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
