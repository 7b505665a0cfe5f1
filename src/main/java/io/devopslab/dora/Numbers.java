package io.devopslab.dora;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The five numbers of a report as short texts, the same in every language; empty where there is no data. */
public record Numbers(Report report) {

    /** Changes per day. */
    public Optional<String> frequency() {
        OptionalDouble perDay = report.perDay();
        if (perDay.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT, "%.2f / d", perDay.getAsDouble()));
    }

    public Optional<String> leadTime() {
        return report.leadTime().map(Spans::of);
    }

    public Optional<String> failRate() {
        return percent(report.changeFailRate());
    }

    public Optional<String> recoveryTime() {
        return report.recoveryTime().map(Spans::of);
    }

    public Optional<String> reworkRate() {
        return percent(report.reworkRate());
    }

    private static Optional<String> percent(OptionalDouble rate) {
        return rate.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%.1f %%", rate.getAsDouble()));
    }
}
