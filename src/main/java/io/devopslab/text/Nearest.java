package io.devopslab.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Finds the words that somebody may have meant. */
public final class Nearest {

    private static final int LONGEST = 100;

    /** More steps than there can be. */
    private static final int FAR = Integer.MAX_VALUE;

    /** Shorter words are in too many names: of, is, as, the. */
    private static final int SHORTEST_PART = 4;

    private Nearest() {}

    /** The one word that is nearest to {@code word}, when one is near enough to be worth an offer. */
    public static Optional<String> to(String word, Collection<String> valid) {
        return all(word, valid, 1).stream().findFirst();
    }

    /** The nearest words, best first; none that is far off. Where none is near as a whole, those of which one word is. */
    public static List<String> all(String word, Collection<String> valid, int limit) {
        String meant = normal(word);
        List<String> whole = near(valid, candidate -> stepsToWhole(meant, normal(candidate)), limit);
        return whole.isEmpty() ? near(valid, candidate -> stepsToPart(meant, candidate), limit) : whole;
    }

    private static List<String> near(Collection<String> valid, ToIntFunction<String> steps, int limit) {
        return valid.stream()
                .filter(candidate -> steps.applyAsInt(candidate) < FAR)
                .sorted(Comparator.comparingInt(steps).thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    private static int stepsToWhole(String meant, String candidate) {
        boolean begins = candidate.startsWith(meant) || meant.startsWith(candidate);
        return steps(meant, candidate, begins);
    }

    /**
     * To the nearest of the words that a name is made of: who types {@code gren} means {@code green-build}, and sooner than
     * {@code blue-green}, for names are typed from their beginning.
     */
    private static int stepsToPart(String meant, String name) {
        String[] parts = name.split("[-_ ]", -1);
        int nearest = FAR;
        for (int i = 0; i < parts.length; i++) {
            String part = normal(parts[i]);
            int steps = part.length() < SHORTEST_PART ? FAR : steps(meant, part, part.startsWith(meant));
            nearest = steps == FAR ? nearest : Math.min(nearest, steps * LONGEST + Math.min(i, LONGEST - 1));
        }
        return nearest;
    }

    /** How many steps are between two words; {@link #FAR} where these are too many, which beginnings never are. */
    private static int steps(String meant, String candidate, boolean begins) {
        int distance = distance(meant, candidate);
        int tolerance = Math.max(1, Math.max(meant.length(), candidate.length()) / 3);
        return (begins && meant.length() > 1) || distance <= tolerance ? distance : FAR;
    }

    /** Writing differs first in case and in how words are joined: get-pipeline-state, GetPipelineState. */
    private static String normal(String word) {
        String cut = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
        return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Levenshtein's distance, two neighbours exchanged counting as one step. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, steps, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] steps, int i, int j) {
        int change = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
