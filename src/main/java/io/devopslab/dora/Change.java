package io.devopslab.dora;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment and what it was.
 *
 * @param brought what was in it that was not in production before
 * @param failure why it counts as failed
 * @param rework why it counts as rework
 */
public record Change(
        Deployment deployment, Kind kind, List<Brought> brought, Optional<Failure> failure, Optional<Rework> rework) {

    public Change {
        brought = List.copyOf(brought);
    }

    /** What a deployment was for. */
    public enum Kind {
        /** It was to bring something to production that was not there. */
        CHANGE,
        /** It brought again what was in production already. */
        REPETITION,
        /** It took production back. */
        ROLLBACK
    }

    /**
     * A commit on its way to production.
     *
     * @param since the commit's time: its date, but never before its parents' (the clocks of committers differ)
     */
    public record Brought(Commit commit, Instant since) {}

    /**
     * A failure in production.
     *
     * @param detail the action and its message, the alarm, or the execution that rolled back
     * @param from when it began, as far as is known
     * @param recovery empty while it is open
     */
    public record Failure(Cause cause, String detail, Instant from, Optional<Recovery> recovery) {

        /** From the failure to the recovery; empty while it is open. */
        public Optional<Duration> lasted() {
            return recovery.map(end -> Duration.between(from, end.at()));
        }
    }

    /** Why a change counts as failed. */
    public enum Cause {
        /** An action of the production stage failed. */
        ACTION,
        /** It was rolled back. */
        ROLLBACK,
        /** An alarm rang. */
        ALARM
    }

    /**
     * The end of a failure.
     *
     * @param execution the deployment that ended it
     */
    public record Recovery(By by, Instant at, String execution) {

        /** What ended it. */
        public enum By {
            /** The next deployment that succeeded: a fix, or a revert. */
            DEPLOYMENT,
            /** A rollback of the stage. */
            ROLLBACK,
            /** CloudFormation or CodeDeploy, which went back by themselves. */
            ITSELF
        }
    }

    /**
     * That a change was made because of a failure.
     *
     * @param because the execution that had failed
     */
    public record Rework(Reason reason, String because) {

        /** How it is known. */
        public enum Reason {
            /** It brought commits again that had failed. */
            AGAIN,
            /** It reverted a commit that had failed. */
            REVERT,
            /** It began while a failure was open. */
            OPEN_FAILURE
        }
    }
}
