package io.devopslab.validate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a proof, so that several machines share it. Which mutants, kills and stops belong to it is told by their names
 * alone: machines of other speeds leave out none. Texts, starts and solutions are in each part, for the others begin
 * with them.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {

    /** The whole proof. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("There is no part " + number + " of " + of + ".");
        }
    }

    /**
     * @param text {@code NUMBER/OF}, for example {@code 1/4}
     * @throws IllegalArgumentException when it is something else, or that part is not one of them
     */
    public static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No part of a whole: " + text);
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether a case of a lab belongs to this part. */
    public boolean takes(String lab, String name) {
        int hash = (lab + " " + name).hashCode();
        // Names that are alike have hashes that are near each other.
        hash = (hash ^ (hash >>> 16)) * 0x45d9f3b;
        return Math.floorMod(hash ^ (hash >>> 16), of) == number - 1;
    }
}
