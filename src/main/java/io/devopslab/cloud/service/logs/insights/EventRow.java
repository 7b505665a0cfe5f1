package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.expression.Row;
import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An event as a row. What its message holds is looked for when somebody asks. Used by one thread. */
final class EventRow implements Row {

    private final LogRecord event;
    private Optional<Map<String, String>> discovered = Optional.empty();

    EventRow(LogRecord event) {
        this.event = event;
    }

    @Override
    public Value field(String name) {
        return switch (name) {
            case "@timestamp" -> Value.ofMoment(event.timestamp());
            case "@ingestionTime" -> Value.ofMoment(event.ingested());
            case "@message" -> Value.of(event.message());
            case "@logStream" -> Value.of(event.stream());
            case "@log" -> Value.of(event.log());
            case "@ptr" -> Value.of(event.pointer());
            default ->
                Optional.ofNullable(discovered().get(name)).map(Value::of).orElse(Value.missing());
        };
    }

    /** What the message holds, by name. */
    Map<String, String> discovered() {
        Map<String, String> fields = discovered.orElseGet(() -> {
            Map<String, String> found = new LinkedHashMap<>();
            if (event.isOfLambda()) {
                found.putAll(LambdaFields.of(event.message()));
            }
            JsonFields.addTo(found, event.message(), event.isOfLambda());
            return found;
        });
        discovered = Optional.of(fields);
        return fields;
    }
}
