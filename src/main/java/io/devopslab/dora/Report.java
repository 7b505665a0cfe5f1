package io.devopslab.dora;

import io.devopslab.dora.Change.Brought;
import io.devopslab.dora.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * DORA's five metrics over a window, each with the events that it came from. What nothing is known of is empty, never zero.
 *
 * <p>The metrics are those of <a href="https://dora.dev/guides/dora-metrics/">DORA's software delivery performance metrics</a>
 * (and of the Accelerate State of DevOps report 2024, which brought the fifth). Where the rule here is narrower, the method
 * says so; {@code docs/dora.md} says why.
 *
 * @param all the deployments of the window, in the order in which they ended
 */
public record Report(History history, List<Change> all) {

    public Report {
        all = List.copyOf(all);
    }

    /** A commit that came to production. */
    public record Delivery(Brought brought, Deployment deployment) {

        /** From the commit to the end of its deployment; no less than nothing. */
        public Duration lead() {
            Duration lead = Duration.between(brought.since(), deployment.ended());
            return lead.isNegative() ? Duration.ZERO : lead;
        }

        public Instant deployed() {
            return deployment.ended();
        }
    }

    /** What was to bring something to production: no rollbacks, and nothing that was there already. */
    public List<Change> changes() {
        return all.stream().filter(change -> change.kind() == Kind.CHANGE).toList();
    }

    /** The changes whose deployment succeeded. */
    public List<Change> delivered() {
        return changes().stream()
                .filter(change -> change.deployment().succeeded())
                .toList();
    }

    /** The changes that failed in production. */
    public List<Change> failed() {
        return changes().stream().filter(change -> change.failure().isPresent()).toList();
    }

    /** The changes that were made because of a failure. */
    public List<Change> reworked() {
        return changes().stream().filter(change -> change.rework().isPresent()).toList();
    }

    /** The commits that changes of the window delivered. */
    public List<Delivery> deliveries() {
        return delivered().stream()
                .flatMap(change -> change.brought().stream().map(brought -> new Delivery(brought, change.deployment())))
                .toList();
    }

    /**
     * Deployment frequency: "the number of deployments over a given period". Narrower here: deployments that succeeded and
     * brought something new, per day of the window; empty when there was no change at all.
     */
    public OptionalDouble perDay() {
        return changes().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(delivered().size() / history.window().days());
    }

    /** Change lead time: "from committed to version control to deployed in production", the median over commits. */
    public Optional<Duration> leadTime() {
        return Statistics.median(leads());
    }

    /** The lead time that nine of ten commits do not exceed. */
    public Optional<Duration> longLeadTime() {
        return Statistics.ninetieth(leads());
    }

    private List<Duration> leads() {
        return deliveries().stream().map(Delivery::lead).toList();
    }

    /**
     * Change fail rate: "the ratio of deployments that require immediate intervention", in percent. Here these are changes whose
     * deployment failed in production, that were rolled back, or after which an alarm of the pipeline rang.
     */
    public OptionalDouble changeFailRate() {
        return percent(failed().size());
    }

    /**
     * Failed deployment recovery time: "the time it takes to recover from a deployment that fails and requires immediate
     * intervention", the median over the failures that are over.
     */
    public Optional<Duration> recoveryTime() {
        return Statistics.median(failed().stream()
                .flatMap(change -> change.failure().stream())
                .flatMap(failure -> failure.lasted().stream())
                .toList());
    }

    /**
     * Deployment rework rate: "the ratio of deployments that are unplanned but happen as a result of an incident in production",
     * in percent. Whether something was planned nobody can read from a pipeline; here these are changes that bring again or
     * revert what failed, or begin while a failure is open.
     */
    public OptionalDouble reworkRate() {
        return percent(reworked().size());
    }

    private OptionalDouble percent(int part) {
        int changes = changes().size();
        return changes == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * part / changes);
    }
}
