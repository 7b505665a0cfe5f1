package io.devopslab.cloud.service.eventbridge;

import java.io.IOException;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** A compiled event pattern. Thread-safe. */
final class EventPattern {

    private static final String HIDDEN_SOURCE = "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

    private final Machine machine;

    private EventPattern(Machine machine) {
        this.machine = machine;
    }

    /**
     * @throws software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException with the reason
     */
    static EventPattern compile(String pattern) {
        String problem = JsonRuleCompiler.check(pattern);
        if (problem != null) {
            throw EventBridgeErrors.invalidPattern(problem.replace(HIDDEN_SOURCE, "(String)\"" + pattern + "\""));
        }
        try {
            Machine machine = Machine.builder().build();
            machine.addRule("pattern", pattern);
            return new EventPattern(machine);
        } catch (IOException | RuntimeException e) {
            throw EventBridgeErrors.invalidPattern(String.valueOf(e.getMessage()));
        }
    }

    /**
     * @param event the event as EventBridge delivers it
     */
    boolean matches(String event) {
        try {
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The event is not JSON: " + e.getMessage(), e);
        }
    }
}
