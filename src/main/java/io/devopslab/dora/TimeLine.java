package io.devopslab.dora;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the deployments of a report stand in its picture. The line begins with the first of them, if that is later than
 * the window, and what would stand on another's place goes to the next row, so that the deployments of a busy hour in a
 * long window can be told apart.
 *
 * @param from the left end
 * @param until the right end
 * @param rows the row of each change, counted from the line upwards
 */
record TimeLine(Instant from, Instant until, int left, int right, Map<Change, Integer> rows) {

    /** How far apart two marks of a row are at least. */
    static final int APART = 24;

    private static final int MOST_ROWS = 8;

    /**
     * @param left the place of the left end
     * @param right the place of the right end
     */
    static TimeLine of(Report report, int left, int right) {
        Window window = report.history().window();
        Instant from = report.all().stream()
                .map(change -> change.deployment().ended())
                .min(Instant::compareTo)
                .filter(first -> first.isAfter(window.since()))
                .orElse(window.since());
        TimeLine line = new TimeLine(from, window.until(), left, right, new LinkedHashMap<>());
        List<Integer> ends = new ArrayList<>();
        for (Change change : report.all()) {
            int place = line.place(change.deployment().ended());
            int row = free(ends, place);
            ends.set(row, place);
            line.rows.put(change, row);
        }
        return line;
    }

    /** The lowest row with room there; where all are full, the one whose last mark is farthest away. */
    private static int free(List<Integer> ends, int place) {
        int best = 0;
        for (int row = 0; row < ends.size(); row++) {
            if (place - ends.get(row) >= APART) {
                return row;
            }
            best = ends.get(row) < ends.get(best) ? row : best;
        }
        if (ends.size() < MOST_ROWS) {
            ends.add(place);
            return ends.size() - 1;
        }
        return best;
    }

    int row(Change change) {
        return rows.getOrDefault(change, 0);
    }

    int height() {
        return rows.values().stream().mapToInt(row -> row + 1).max().orElse(1);
    }

    /** Whether days alone tell its ends apart. */
    boolean isLong() {
        return Duration.between(from, until).toHours() >= 48;
    }

    int place(Instant moment) {
        double whole = Math.max(1, Duration.between(from, until).toSeconds());
        double part = Duration.between(from, moment).toSeconds() / whole;
        return (int) Math.round(left + Math.max(0, Math.min(1, part)) * (right - left));
    }
}
