package io.devopslab.cloud.service.cloudwatch.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that is computed of the values of a period (CloudWatch User Guide, "CloudWatch statistics definitions").
 *
 * @param name as in requests: {@code Average}, {@code p99.9}, {@code TM(10%:90%)}
 */
public record Statistic(String name, Function<Stats, Optional<Double>> compute) {

    private static final Map<String, Function<Stats, Optional<Double>>> SIMPLE = Map.of(
            "SampleCount", stats -> Optional.of(stats.count()),
            "Sum", stats -> Optional.of(stats.sum()),
            "Average", stats -> Optional.of(stats.sum() / stats.count()),
            "Minimum", stats -> Optional.of(stats.min()),
            "Maximum", stats -> Optional.of(stats.max()));

    private static final Pattern SHORT = Pattern.compile("(p|tm|wm|tc|ts)(\\d{1,3}(?:\\.\\d{1,10})?)");
    private static final String BOUND = "(-?\\d{1,15}(?:\\.\\d{1,10})?%?)?";
    private static final Pattern RANGE = Pattern.compile("(TM|WM|TC|TS|PR)\\(" + BOUND + ":" + BOUND + "\\)");

    /** Whether it is one of the five that need no distribution. */
    public boolean isSimple() {
        return SIMPLE.containsKey(name);
    }

    /** The percentile that it is, from 0 to 100; empty when it is none. */
    public Optional<Double> percentile() {
        return name.startsWith("p") ? Optional.of(Double.parseDouble(name.substring(1))) : Optional.empty();
    }

    /** The statistic of that name; empty when there is none. */
    public static Optional<Statistic> of(String name) {
        if (SIMPLE.containsKey(name)) {
            return Optional.of(new Statistic(name, SIMPLE.get(name)));
        }
        if (name.equals("IQM")) {
            return Optional.of(new Statistic(name, trimmed("TM", "25%", "75%")));
        }
        Matcher brief = SHORT.matcher(name);
        if (brief.matches()) {
            double percent = Double.parseDouble(brief.group(2));
            if (percent > 100) {
                return Optional.empty();
            }
            Function<Stats, Optional<Double>> compute = brief.group(1).equals("p")
                    ? stats -> stats.known().map(d -> d.percentile(percent))
                    : trimmed(brief.group(1).toUpperCase(java.util.Locale.ROOT), "0%", brief.group(2) + "%");
            return Optional.of(new Statistic(name, compute));
        }
        Matcher range = RANGE.matcher(name);
        if (range.matches()) {
            String low = range.group(2) == null ? "" : range.group(2);
            String high = range.group(3) == null ? "" : range.group(3);
            boolean mixed = !low.isEmpty() && !high.isEmpty() && low.endsWith("%") != high.endsWith("%");
            boolean ranked = low.endsWith("%") || high.endsWith("%");
            boolean wrong = mixed
                    || (low.isEmpty() && high.isEmpty())
                    || (ranked && range.group(1).equals("PR"));
            return wrong ? Optional.empty() : Optional.of(new Statistic(name, trimmed(range.group(1), low, high)));
        }
        return Optional.empty();
    }

    /**
     * A statistic of the values between two bounds.
     *
     * @param low a number, a share of the values with a per cent sign, or empty for no bound; so is {@code high}
     */
    private static Function<Stats, Optional<Double>> trimmed(String kind, String low, String high) {
        return stats -> stats.known()
                .flatMap(distribution -> low.endsWith("%") || high.endsWith("%")
                        ? byRank(kind, distribution, percent(low, 0), percent(high, 100))
                        : byValue(
                                kind,
                                distribution,
                                value(low, Double.NEGATIVE_INFINITY),
                                value(high, Double.POSITIVE_INFINITY)));
    }

    private static double percent(String bound, double absent) {
        return bound.isEmpty() ? absent : Double.parseDouble(bound.substring(0, bound.length() - 1));
    }

    private static double value(String bound, double absent) {
        return bound.isEmpty() ? absent : Double.parseDouble(bound);
    }

    private static Optional<Double> byRank(String kind, Distribution distribution, double from, double to) {
        double total = distribution.total();
        double low = total * from / 100;
        double high = total * to / 100;
        double[] kept = new double[distribution.values().size()];
        double seen = 0;
        for (int i = 0; i < kept.length; i++) {
            double count = distribution.counts().get(i);
            kept[i] = Math.max(0, Math.min(seen + count, high) - Math.max(seen, low));
            seen += count;
        }
        return result(
                kind,
                distribution,
                kept,
                distribution.percentile(from),
                distribution.percentile(to),
                low,
                total - high);
    }

    private static Optional<Double> byValue(String kind, Distribution distribution, double from, double to) {
        double[] kept = new double[distribution.values().size()];
        double below = 0;
        double above = 0;
        for (int i = 0; i < kept.length; i++) {
            double value = distribution.values().get(i);
            double count = distribution.counts().get(i);
            kept[i] = value > from && value <= to ? count : 0;
            below += value <= from ? count : 0;
            above += value > to ? count : 0;
        }
        return result(kind, distribution, kept, from, to, below, above);
    }

    /**
     * @param kept how much of each value's count lies between the bounds
     * @param below how many values lie under the lower bound, which winsorizing raises to it
     */
    private static Optional<Double> result(
            String kind,
            Distribution distribution,
            double[] kept,
            double low,
            double high,
            double below,
            double above) {
        double count = 0;
        double sum = 0;
        List<Double> values = distribution.values();
        for (int i = 0; i < kept.length; i++) {
            count += kept[i];
            sum += kept[i] * values.get(i);
        }
        double total = distribution.total();
        return switch (kind) {
            case "TC" -> Optional.of(count);
            case "TS" -> Optional.of(sum);
            case "PR" -> Optional.of(100 * count / total);
            case "WM" -> Optional.of((sum + (below > 0 ? low * below : 0) + (above > 0 ? high * above : 0)) / total);
            default -> count > 0 ? Optional.of(sum / count) : Optional.empty();
        };
    }
}
