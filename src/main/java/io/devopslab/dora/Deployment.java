package io.devopslab.dora;

import java.time.Instant;
import java.util.Optional;

/**
 * One time that production was deployed to: the actions of the production stage in one execution, from the first deploy action
 * on. An execution whose stage is tried again has one for each try.
 *
 * @param attempt counted from 1
 * @param rollbackTo of a rollback, the execution whose revision it brings back
 * @param revision what was deployed, of all sources together
 * @param commit the commit of the pipeline's repository among that; empty where there is none
 * @param summary the first line of the commit's message, or what the source says instead
 * @param restored whether what failed has itself gone back to what was before, as CloudFormation and CodeDeploy do
 * @param failure the action that failed and what it said; empty when none did
 */
public record Deployment(
        String execution,
        int attempt,
        Optional<String> rollbackTo,
        String revision,
        String commit,
        String summary,
        Instant started,
        Instant ended,
        Outcome outcome,
        boolean restored,
        String failure) {

    /** How it ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        /** Still under way, or stopped by somebody: nothing is known of it. */
        UNDECIDED
    }

    /** Whether everything in production went well, as far as the pipeline saw. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }

    /** The execution, and which try it was where that is not the first. */
    public String id() {
        return attempt == 1 ? execution : execution + "#" + attempt;
    }
}
