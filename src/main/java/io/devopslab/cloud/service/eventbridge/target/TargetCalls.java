package io.devopslab.cloud.service.eventbridge.target;

import java.util.Map;

/** Gives an event to a target, by the service that the target's ARN names. */
public final class TargetCalls {

    private final Map<String, TargetCall> calls;

    /**
     * @param calls by the service's name in ARNs, for example {@code lambda}
     */
    public TargetCalls(Map<String, TargetCall> calls) {
        this.calls = Map.copyOf(calls);
    }

    /** A call of one kind of target. */
    @FunctionalInterface
    public interface TargetCall {
        /** Calls the target; an exception says that it did not take the event. */
        void call(TargetEvent event);
    }

    /**
     * @throws IllegalArgumentException for a kind of target that cannot be called here
     */
    public void call(TargetEvent event) {
        String arn = event.target().arn();
        String service = service(arn);
        TargetCall call = calls.get(service);
        if (call == null) {
            throw new IllegalArgumentException("Targets of the service '" + service + "' are not delivered to: " + arn);
        }
        call.call(event);
    }

    private static String service(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[2] : "";
    }
}
