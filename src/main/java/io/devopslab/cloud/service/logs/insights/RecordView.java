package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** One event with all its fields, as GetLogRecord shows it: moments in milliseconds, figures as decimal numbers. */
public final class RecordView {

    private RecordView() {}

    public static Map<String, String> of(LogRecord event) {
        Map<String, String> fields = new LinkedHashMap<>();
        new EventRow(event)
                .discovered()
                .forEach((name, value) -> fields.put(name, name.startsWith("@") ? figure(value) : value));
        fields.put("@timestamp", Long.toString(event.timestamp()));
        fields.put("@ingestionTime", Long.toString(event.ingested()));
        fields.put("@message", event.message());
        fields.put("@logStream", event.stream());
        fields.put("@log", event.log());
        fields.put("@ptr", event.pointer());
        return fields;
    }

    /** Lambda's figures are floating-point numbers here: {@code 1.28E8}. */
    private static String figure(String value) {
        java.util.OptionalDouble number = Value.of(value).number();
        return number.isPresent() ? Double.toString(number.getAsDouble()) : value;
    }
}
