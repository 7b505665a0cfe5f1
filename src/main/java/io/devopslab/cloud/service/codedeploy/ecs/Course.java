package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.service.codedeploy.appspec.EcsSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a deployment of a service stands.
 *
 * @param spec what the AppSpec file says
 * @param place whose tasks are replaced, and behind what
 * @param green the replacement task set, as soon as there is one
 * @param shifted how many steps of the traffic are taken
 * @param percentage of the production traffic that the replacement gets
 * @param due when the present phase goes on, or fails
 * @param proceeds whether somebody has asked to go on without waiting any longer
 */
record Course(
        EcsSpec spec,
        Place place,
        Optional<String> green,
        Phase phase,
        int shifted,
        int percentage,
        Instant due,
        boolean proceeds) {

    enum Phase {
        /** The hook before anything is made validates. */
        BEFORE_INSTALL,
        /** The replacement tasks start. */
        INSTALL,
        AFTER_INSTALL,
        /** The test listener leads to the replacement. */
        TEST_TRAFFIC,
        AFTER_TEST_TRAFFIC,
        /** The replacement is ready, and waits for a word. */
        READY,
        BEFORE_TRAFFIC,
        /** The production traffic moves. */
        SHIFTING,
        AFTER_TRAFFIC,
        /** The original tasks live on for a while. */
        TERMINATION_WAIT,
        /** They are being ended: there is no way back any more. */
        TERMINATION,
        /** A rollback: the original tasks get their traffic back, and the replacement goes. */
        RETURNING
    }

    /**
     * What a deployment works on.
     *
     * @param cluster the cluster's name
     * @param service the service's name
     * @param blue the original task set
     * @param blueDefinition its task definition
     * @param blueContainer the container and the port to which its traffic is led
     * @param blueGroup the ARN of its target group
     * @param greenGroup the ARN of the other
     * @param prodListener whose traffic moves
     * @param testListener that leads to the replacement first, if there is one
     */
    record Place(
            String cluster,
            String service,
            String blue,
            String blueDefinition,
            String blueContainer,
            int bluePort,
            String blueGroup,
            String greenGroup,
            String prodListener,
            Optional<String> testListener) {}

    static Course begin(EcsSpec spec, Place place, Instant now) {
        return new Course(spec, place, Optional.empty(), Phase.BEFORE_INSTALL, 0, 0, now, false);
    }

    /** The way back of a deployment that stood here. */
    Course returning(EcsSpec back, Instant now) {
        return new Course(back, place, green, Phase.RETURNING, 0, percentage, now, false);
    }

    Course to(Phase next, Instant when) {
        return new Course(spec, place, green, next, shifted, percentage, when, false);
    }

    Course installing(String taskSet) {
        return new Course(spec, place, Optional.of(taskSet), phase, shifted, percentage, due, proceeds);
    }

    Course shiftedTo(int nextPercentage, Instant next) {
        return new Course(spec, place, green, phase, shifted + 1, nextPercentage, next, proceeds);
    }

    Course proceeding() {
        return new Course(spec, place, green, phase, shifted, percentage, due, true);
    }
}
