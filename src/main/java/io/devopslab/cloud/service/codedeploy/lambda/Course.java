package io.devopslab.cloud.service.codedeploy.lambda;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import java.time.Instant;

/**
 * Where a deployment of a function stands.
 *
 * @param spec what the AppSpec file says
 * @param shifted how many steps of the traffic are taken
 * @param due when the present phase goes on
 */
record Course(LambdaSpec spec, Phase phase, int shifted, Instant due) {

    enum Phase {
        /** The hook before the traffic, if there is one, validates. */
        @JsonAlias("BEFORE_RUNS")
        BEFORE,
        /** The traffic moves. */
        SHIFTING,
        /** The hook after it. */
        @JsonAlias("AFTER_RUNS")
        AFTER,
        DONE
    }

    static Course begin(LambdaSpec spec, Instant now) {
        return new Course(spec, Phase.BEFORE, 0, now);
    }

    Course to(Phase next, Instant when) {
        return new Course(spec, next, shifted, when);
    }

    Course shifted(Instant next) {
        return new Course(spec, phase, shifted + 1, next);
    }
}
