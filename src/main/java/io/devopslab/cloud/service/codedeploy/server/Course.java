package io.devopslab.cloud.service.codedeploy.server;

import java.time.Instant;

/**
 * Where a blue/green deployment stands.
 *
 * @param due when what is waited for ends
 * @param proceeds whether somebody has asked to go on without waiting any longer
 */
record Course(Phase phase, Instant due, boolean proceeds) {

    enum Phase {
        /** The replacement instances are deployed to. */
        INSTALLING,
        /** They are ready, and wait for a word. */
        READY,
        /** They get traffic. */
        ENTERING,
        /** The original instances lose theirs. */
        LEAVING,
        /** The original instances live on for a while. */
        TERMINATION_WAIT,
        /** They are being terminated: there is no way back any more. */
        TERMINATION,
        /** A rollback: the original instances get their traffic back. */
        RETURNING,
        /** And the replacement instances lose it. */
        RETREATING
    }

    static Course begin(Phase phase, Instant now) {
        return new Course(phase, now, false);
    }

    Course to(Phase next, Instant until) {
        return new Course(next, until, false);
    }

    Course proceeding(Instant now) {
        return new Course(phase, now, true);
    }
}
