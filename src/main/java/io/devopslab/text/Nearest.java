package io.devopslab.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the words that somebody may have meant. */
public final class Nearest {

    private static final int LONGEST = 100;

    private Nearest() {}

    /** The one word that is nearest to {@code word}, when one is near enough to be worth an offer. */
    public static Optional<String> to(String word, Collection<String> valid) {
        return all(word, valid, 1).stream().findFirst();
    }

    /** The nearest words, best first; none that is far off. */
    public static List<String> all(String word, Collection<String> valid, int limit) {
        String meant = normal(word);
        return valid.stream()
                .filter(candidate -> distance(meant, normal(candidate)) <= tolerance(meant, normal(candidate)))
                .sorted(Comparator.<String>comparingInt(candidate -> distance(meant, normal(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /** Writing differs first in case and in how words are joined: get-pipeline-state, GetPipelineState. */
    private static String normal(String word) {
        String cut = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
        return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    private static int tolerance(String meant, String candidate) {
        boolean begins = meant.length() > 1 && (candidate.startsWith(meant) || meant.startsWith(candidate));
        return begins ? LONGEST : Math.max(1, Math.max(meant.length(), candidate.length()) / 3);
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
