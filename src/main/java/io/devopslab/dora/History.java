package io.devopslab.dora;

import io.devopslab.text.Message;
import java.util.List;

/**
 * What is known of a pipeline.
 *
 * @param stage the stage that is production
 * @param executions how many executions the pipeline has had, whether they reached production or not
 * @param deployments all that ever reached production, also before the window: what a change brings is told by the one before
 * @param alarms what the pipeline's alarms did, in the order of time
 * @param notes what could not be read, or was left out
 */
public record History(
        String pipeline,
        String stage,
        Window window,
        int executions,
        List<Deployment> deployments,
        CommitGraph commits,
        List<AlarmChange> alarms,
        List<Message> notes) {

    public History {
        deployments = List.copyOf(deployments);
        alarms = List.copyOf(alarms);
        notes = List.copyOf(notes);
    }
}
