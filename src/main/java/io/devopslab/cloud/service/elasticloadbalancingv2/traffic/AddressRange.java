package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation, {@code 10.0.0.0/8} or {@code fd00::/8}. */
public record AddressRange(InetAddress network, int bits) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Empty for a text that is no range. */
    public static Optional<AddressRange> parse(String cidr) {
        int slash = cidr.indexOf('/');
        Optional<InetAddress> network = slash < 0 ? Optional.empty() : address(cidr.substring(0, slash));
        if (network.isEmpty() || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        return bits > network.get().getAddress().length * 8
                ? Optional.empty()
                : Optional.of(new AddressRange(network.get(), bits));
    }

    /** The address that a text is, without asking anybody; empty for a name. */
    public static Optional<InetAddress> address(String literal) {
        if (!LITERAL.matcher(literal).matches() || (literal.indexOf(':') < 0 && literal.split("\\.", -1).length != 4)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
