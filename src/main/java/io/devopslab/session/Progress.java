package io.devopslab.session;

import io.devopslab.text.Message;

/** Hears what a session does while it does it. Calls come from one thread at a time. */
@FunctionalInterface
public interface Progress {

    void on(Event event);

    /** Something that happened. */
    sealed interface Event {

        /** A step began; steps do not nest. */
        record StepStarted(Message step) implements Event {}

        /** The step that began last is done. */
        record StepFinished(Message step) implements Event {}

        /** The step that began last was not done, and why. */
        record StepFailed(Message step, String reason) implements Event {}

        /**
         * A stack reports about a resource, or about itself.
         *
         * @param status CloudFormation's word, for example {@code CREATE_IN_PROGRESS}
         * @param reason empty where CloudFormation gives none
         */
        record StackResource(String stack, String logicalId, String type, String status, String reason)
                implements Event {}

        /** Something worth knowing. */
        record Note(Message text) implements Event {}
    }
}
