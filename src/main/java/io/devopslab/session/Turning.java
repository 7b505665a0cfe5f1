package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.catalog.Step;
import io.devopslab.session.Journal.Event;
import io.devopslab.text.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far the seed of a lab turns the cloud's clock. That time is not the learner's: the lab may run for so much longer. But it is
 * the time of all labs on the cloud, so none of them may end by it.
 */
final class Turning {

    private final Workbench bench;
    private final Home home;

    Turning(Workbench bench, Home home) {
        this.bench = bench;
        this.home = home;
    }

    Duration whole() {
        // The clock of a cloud of others stands where it stands.
        return bench.site().outside().isPresent()
                ? Duration.ZERO
                : of(bench.lab().seed());
    }

    /** What is still to come when a start that was cut off goes on. */
    Duration left(Journal journal) {
        List<Step> seed = bench.lab().seed();
        return journal.phase() == SessionState.Phase.STARTING
                        && bench.site().outside().isEmpty()
                ? of(seed.subList(Math.min(journal.seeded(), seed.size()), seed.size()))
                : Duration.ZERO;
    }

    private static Duration of(List<Step> steps) {
        return steps.stream()
                .filter(Step.AdvanceStep.class::isInstance)
                .map(step -> ((Step.AdvanceStep) step).duration())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A reset tells the story again. */
    void extend() {
        if (!whole().isZero()) {
            Instant expires = bench.journal().state().orElseThrow().expires().plus(whole());
            Duration ttl = bench.journal().ttl().orElse(bench.lab().ttl());
            bench.write(Event.EXTENDED, Input.of("expires", expires, "ttl", ttl));
            bench.expiry().register();
        }
    }

    /**
     * @throws UsageException when the time of another lab would be over
     */
    void refuseWhereOthersEnd(Instant now) {
        if (whole().isZero()) {
            return;
        }
        Instant then = now.plus(whole());
        SessionFiles.all(home).stream()
                .filter(other -> other.phase() != SessionState.Phase.STOPPED)
                .filter(other -> other.target().equals(bench.site().target()))
                .filter(other -> !other.lab().equals(bench.lab().id()))
                .filter(other -> other.expires().isBefore(then))
                .findFirst()
                .ifPresent(other -> {
                    throw new UsageException(
                            Workbench.message("clock-of-others", bench.lab().id(), whole().toDays(), other.lab()),
                            Workbench.message("clock-of-others.cure", other.lab(), whole().toDays() * 24 + 24));
                });
    }
}
