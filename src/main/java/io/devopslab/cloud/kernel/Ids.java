package io.devopslab.cloud.kernel;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers. With a seeded source the same calls give the same identifiers. Thread-safe. */
public final class Ids {

    private static final String UPPER_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final RandomGenerator random;

    /**
     * @param random asked by one thread at a time, for sources with a seed are not made for more; nobody else may ask it
     */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** A random UUID in its usual form. */
    public String uuid() {
        long most;
        long least;
        synchronized (random) {
            most = (random.nextLong() & ~0xF000L) | 0x4000L;
            least = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        }
        return new UUID(most, least).toString();
    }

    /** Lower-case hexadecimal digits. */
    public String hex(int length) {
        return pick("0123456789abcdef", length);
    }

    /** The alphabet of the random part of IAM's unique identifiers and access keys. */
    public String upper(int length) {
        return pick(UPPER_AND_DIGITS, length);
    }

    /** Letters and digits. */
    public String alphanumeric(int length) {
        return pick(BASE62, length);
    }

    private String pick(String alphabet, int length) {
        StringBuilder id = new StringBuilder(length);
        synchronized (random) {
            for (int i = 0; i < length; i++) {
                id.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return id.toString();
    }
}
