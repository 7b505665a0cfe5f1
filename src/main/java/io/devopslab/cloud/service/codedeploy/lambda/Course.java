package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;

/**
 * Where a deployment of a function stands.
 *
 * @param spec what the AppSpec file says
 * @param shifted how many steps of the traffic are taken
 * @param due when the present phase goes on or, while a hook runs, ends
 * @param execution the identifier of the hook that runs or is about to
 * @param verdict what the hook has reported
 * @param past the identifiers of hooks that are over
 */
record Course(
        LambdaSpec spec,
        Phase phase,
        int shifted,
        Instant due,
        Optional<String> execution,
        Optional<LifecycleEventStatus> verdict,
        List<String> past) {

    Course {
        past = List.copyOf(past);
    }

    enum Phase {
        /** The hook before the traffic is to be invoked, if there is one. */
        BEFORE,
        /** It was invoked and has not reported in time yet. */
        BEFORE_RUNS,
        /** The traffic moves. */
        SHIFTING,
        AFTER,
        AFTER_RUNS,
        DONE
    }

    static Course begin(LambdaSpec spec, Instant now) {
        return new Course(spec, Phase.BEFORE, 0, now, Optional.empty(), Optional.empty(), List.of());
    }

    Course to(Phase next, Instant when) {
        List<String> over = Stream.concat(past.stream(), execution.stream()).toList();
        return new Course(spec, next, shifted, when, Optional.empty(), Optional.empty(), over);
    }

    /** A hook is about to be invoked under that identifier; a report may come before the invocation returns. */
    Course invoking(String id) {
        return new Course(spec, phase, shifted, due, Optional.of(id), verdict, past);
    }

    /** The hook was invoked, and has until then. */
    Course running(Phase next, Instant until) {
        return new Course(spec, next, shifted, until, execution, verdict, past);
    }

    Course shifted(Instant next) {
        return new Course(spec, phase, shifted + 1, next, execution, verdict, past);
    }

    Course reported(LifecycleEventStatus status) {
        return new Course(spec, phase, shifted, due, execution, Optional.of(status), past);
    }
}
