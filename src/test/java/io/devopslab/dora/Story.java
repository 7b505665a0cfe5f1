package io.devopslab.dora;

import io.devopslab.dora.Deployment.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history told by a test, hour by hour from a beginning; a deployment takes ten minutes. */
final class Story {

    static final Instant BEGINNING = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration TAKES = Duration.ofMinutes(10);

    private final Map<String, Commit> commits = new LinkedHashMap<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<AlarmChange> alarms = new ArrayList<>();

    static Instant hour(double hour) {
        return BEGINNING.plusSeconds((long) (hour * 3600));
    }

    Story commit(double hour, String id, String... parents) {
        return says(hour, id, "Do " + id, parents);
    }

    Story says(double hour, String id, String message, String... parents) {
        commits.put(id, new Commit(id, message, hour(hour), List.of(parents)));
        return this;
    }

    /** A deployment that ends at that hour. */
    Story deploys(double hour, String execution, String revision) {
        return add(hour, execution, revision, Optional.empty(), Outcome.SUCCEEDED, false);
    }

    Story fails(double hour, String execution, String revision) {
        return add(hour, execution, revision, Optional.empty(), Outcome.FAILED, false);
    }

    Story failsAndRestores(double hour, String execution, String revision) {
        return add(hour, execution, revision, Optional.empty(), Outcome.FAILED, true);
    }

    Story undecided(double hour, String execution, String revision) {
        return add(hour, execution, revision, Optional.empty(), Outcome.UNDECIDED, false);
    }

    Story rollsBack(double hour, String execution, String target) {
        return add(hour, execution, "", Optional.of(target), Outcome.SUCCEEDED, false);
    }

    Story alarm(double hour, String state) {
        alarms.add(new AlarmChange("errors", state, hour(hour)));
        return this;
    }

    private Story add(
            double hour,
            String execution,
            String revision,
            Optional<String> rollbackTo,
            Outcome outcome,
            boolean restored) {
        deployments.add(new Deployment(
                execution,
                1,
                rollbackTo,
                "Source=" + revision,
                revision,
                "",
                hour(hour).minus(TAKES),
                hour(hour),
                outcome,
                restored,
                outcome == Outcome.FAILED ? "Smoke: it smokes" : ""));
        return this;
    }

    /** What is to be said of the last {@code days} before that hour. */
    Report report(double hour, int days) {
        return Measurement.of(new History(
                "shop",
                "Production",
                Window.before(hour(hour), Duration.ofDays(days)),
                deployments.size(),
                deployments,
                id -> Optional.ofNullable(commits.get(id)),
                alarms,
                List.of()));
    }
}
