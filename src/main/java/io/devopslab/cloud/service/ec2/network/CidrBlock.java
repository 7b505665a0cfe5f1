package io.devopslab.cloud.service.ec2.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses, for example {@code 10.0.0.0/16}; its first address is that of the network. */
record CidrBlock(long network, int bits) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** Empty for a text that is no range. Bits beyond the network are cleared, as EC2 does it. */
    static Optional<CidrBlock> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(5)) > 32) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        int bits = Integer.parseInt(matcher.group(5));
        return Optional.of(new CidrBlock(address & mask(bits), bits));
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : 0xFFFF_FFFFL << (32 - bits) & 0xFFFF_FFFFL;
    }

    boolean contains(CidrBlock other) {
        return other.bits >= bits && (other.network & mask(bits)) == network;
    }

    boolean overlaps(CidrBlock other) {
        return contains(other) || other.contains(this);
    }

    /** How many addresses a subnet of this range has to give: EC2 keeps five for itself. */
    int available() {
        return (int) Math.min(Integer.MAX_VALUE, (1L << (32 - bits)) - 5);
    }

    @Override
    public String toString() {
        return (network >> 24) + "." + (network >> 16 & 255) + "." + (network >> 8 & 255) + "." + (network & 255) + "/"
                + bits;
    }
}
