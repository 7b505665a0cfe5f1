package io.devopslab.dora;

import io.devopslab.dora.Change.Brought;
import io.devopslab.dora.Change.Cause;
import io.devopslab.dora.Change.Failure;
import io.devopslab.dora.Change.Kind;
import io.devopslab.dora.Change.Recovery;
import io.devopslab.dora.Change.Recovery.By;
import io.devopslab.dora.Change.Rework;
import io.devopslab.dora.Deployment.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through a pipeline's deployments in the order of time, and says of each what it was: a change or not, failed or not,
 * rework or not. It asks nobody and knows no clock: the same history always gives the same report.
 */
public final class Measurement {

    private static final Pattern REVERT = Pattern.compile("This reverts commit ([0-9a-f]{7,40})");

    private final History history;
    private final Ancestry ancestry;
    private final Alarms alarms;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Draft> open = new ArrayList<>();
    private final Map<String, String> failedCommits = new LinkedHashMap<>();
    private Optional<Draft> live = Optional.empty();
    private Optional<Deployment> standing = Optional.empty();

    private Measurement(History history) {
        this.history = history;
        this.ancestry = new Ancestry(history.commits());
        this.alarms = new Alarms(history.alarms());
    }

    /** The report on a history. */
    public static Report of(History history) {
        Measurement measurement = new Measurement(history);
        List<Deployment> decided = history.deployments().stream()
                .filter(deployment -> deployment.outcome() != Outcome.UNDECIDED)
                .sorted(Comparator.comparing(Deployment::ended))
                .toList();
        for (int i = 0; i < decided.size(); i++) {
            measurement.follow(
                    decided.get(i), i + 1 < decided.size() ? Optional.of(decided.get(i + 1)) : Optional.empty());
        }
        List<Change> all = measurement.drafts.stream()
                .map(Draft::change)
                .filter(change -> history.window().contains(change.deployment().ended()))
                .toList();
        return new Report(history, all);
    }

    private void follow(Deployment deployment, Optional<Deployment> next) {
        if (deployment.rollbackTo().isPresent()) {
            rollback(deployment, deployment.rollbackTo().get());
        } else if (repeats(deployment)) {
            drafts.add(new Draft(deployment, Kind.REPETITION, List.of()));
        } else {
            change(deployment, next);
        }
    }

    /** What is in production already, and fails there, is no mere repetition. */
    private boolean repeats(Deployment deployment) {
        return open.isEmpty()
                && deployment.succeeded()
                && standing.filter(one -> one.revision().equals(deployment.revision()))
                        .isPresent();
    }

    private void rollback(Deployment deployment, String target) {
        drafts.add(new Draft(deployment, Kind.ROLLBACK, List.of()));
        if (!deployment.succeeded()) {
            return;
        }
        if (open.isEmpty()) {
            // Nothing had told of a failure; whoever rolls back has seen one.
            live.ifPresent(undone ->
                    fail(undone, Cause.ROLLBACK, deployment.id(), undone.deployment.ended(), deployment.started()));
        }
        recover(By.ROLLBACK, deployment.ended(), deployment.id());
        standing = history.deployments().stream()
                .filter(one -> one.execution().equals(target) && one.succeeded())
                .findFirst()
                .or(() -> standing);
        live = Optional.empty();
    }

    private void change(Deployment deployment, Optional<Deployment> next) {
        List<Brought> brought = standing.map(base -> ancestry.between(base.commit(), deployment.commit()))
                .orElseGet(() -> ancestry.alone(deployment.commit()));
        Draft draft = new Draft(deployment, Kind.CHANGE, brought);
        draft.rework = rework(deployment, brought);
        drafts.add(draft);
        if (deployment.succeeded()) {
            recover(By.DEPLOYMENT, deployment.ended(), deployment.id());
            standing = Optional.of(deployment);
            live = Optional.of(draft);
            alarms.after(deployment, next)
                    .ifPresent(alarm -> fail(draft, Cause.ALARM, alarm.alarm(), deployment.ended(), alarm.at()));
        } else if (deployment.restored()) {
            fail(draft, Cause.ACTION, deployment.failure(), deployment.started(), deployment.ended());
            alarms.quietFrom(deployment.ended()).ifPresent(quiet -> {
                draft.recovery = Optional.of(new Recovery(By.ITSELF, quiet, deployment.id()));
                open.remove(draft);
            });
        } else {
            fail(draft, Cause.ACTION, deployment.failure(), deployment.ended(), deployment.ended());
        }
    }

    /**
     * @param known when it could be seen
     */
    private void fail(Draft draft, Cause cause, String detail, Instant from, Instant known) {
        draft.failure = Optional.of(new Failure(cause, detail, from, Optional.empty()));
        draft.known = known;
        draft.brought.forEach(
                brought -> failedCommits.putIfAbsent(brought.commit().id(), draft.deployment.id()));
        open.add(draft);
    }

    private void recover(By by, Instant at, String execution) {
        open.forEach(draft -> draft.recovery = Optional.of(new Recovery(by, at, execution)));
        open.clear();
    }

    private Optional<Rework> rework(Deployment deployment, List<Brought> brought) {
        for (Brought one : brought) {
            String failed = failedCommits.get(one.commit().id());
            if (failed != null) {
                return Optional.of(new Rework(Rework.Reason.AGAIN, failed));
            }
        }
        for (Brought one : brought) {
            Optional<String> reverted = reverted(one.commit());
            if (reverted.isPresent()) {
                return Optional.of(new Rework(Rework.Reason.REVERT, reverted.get()));
            }
        }
        return open.stream()
                .filter(draft -> !draft.known.isAfter(deployment.started()))
                .findFirst()
                .map(draft -> new Rework(Rework.Reason.OPEN_FAILURE, draft.deployment.id()));
    }

    /** The failed execution whose commit that one says it reverts. */
    private Optional<String> reverted(Commit commit) {
        Matcher matcher = REVERT.matcher(commit.message());
        while (matcher.find()) {
            String start = matcher.group(1);
            Optional<String> failed = failedCommits.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(start))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (failed.isPresent()) {
                return failed;
            }
        }
        return Optional.empty();
    }

    /** A change of which not all is known yet: what came after it may tell that it failed, and when that was over. */
    private static final class Draft {

        private final Deployment deployment;
        private final Kind kind;
        private final List<Brought> brought;
        private Optional<Failure> failure = Optional.empty();
        private Instant known = Instant.MAX;
        private Optional<Recovery> recovery = Optional.empty();
        private Optional<Rework> rework = Optional.empty();

        Draft(Deployment deployment, Kind kind, List<Brought> brought) {
            this.deployment = deployment;
            this.kind = kind;
            this.brought = brought;
        }

        Change change() {
            Optional<Failure> whole = failure.map(one -> new Failure(one.cause(), one.detail(), one.from(), recovery));
            return new Change(deployment, kind, brought, whole, rework);
        }
    }
}
