package io.devopslab.cloud.service.logs.insights;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lines that Lambda itself writes tell: durations in milliseconds, memory in bytes (CloudWatch Logs User
 * Guide, "Supported logs and discovered fields"; a megabyte has 1,000,000 of them, as events shown by others have it).
 */
final class LambdaFields {

    private static final String ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern LINE = Pattern.compile("(START|END|REPORT) RequestId: (" + ID + ")\\b");
    private static final Pattern WITH_ID = Pattern.compile("\\t(" + ID + ")\\t");
    private static final Pattern TRACE = Pattern.compile("XRAY TraceId: (\\S+)\\s+SegmentId: (\\S+)");
    private static final Pattern FIGURE =
            Pattern.compile("(?:^|\\t)(Duration|Billed Duration|Init Duration|Memory Size|Max Memory Used): "
                    + "(\\d{1,18}(?:\\.\\d{1,9})?) (?:ms|MB)");
    private static final Map<String, String> NAMES = Map.of(
            "Duration", "@duration",
            "Billed Duration", "@billedDuration",
            "Init Duration", "@initDuration",
            "Memory Size", "@memorySize",
            "Max Memory Used", "@maxMemoryUsed");
    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1_000_000);

    private LambdaFields() {}

    /** Figures stand behind tabs; an identifier between two of them is how the runtimes' loggers write it. */
    static Map<String, String> of(String message) {
        Map<String, String> fields = new HashMap<>();
        Matcher line = LINE.matcher(message);
        if (line.lookingAt()) {
            fields.put("@type", line.group(1));
            fields.put("@requestId", line.group(2));
        } else {
            requestId(message).ifPresent(id -> fields.put("@requestId", id));
        }
        if ("REPORT".equals(fields.get("@type"))) {
            figures(fields, message.substring(line.end()).stripLeading());
            Matcher trace = TRACE.matcher(message);
            if (trace.find()) {
                fields.put("@xrayTraceId", trace.group(1));
                fields.put("@xraySegmentId", trace.group(2));
            }
        }
        return fields;
    }

    private static Optional<String> requestId(String message) {
        Matcher id = WITH_ID.matcher(message);
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    private static void figures(Map<String, String> fields, String report) {
        Matcher figure = FIGURE.matcher(report.replaceAll("[ \\t]*\\t[ \\t]*", "\t"));
        while (figure.find()) {
            boolean memory = figure.group(1).contains("Memory");
            BigDecimal number = new BigDecimal(figure.group(2));
            BigDecimal value = memory ? number.multiply(MEGABYTE) : number;
            fields.put(
                    NAMES.getOrDefault(figure.group(1), figure.group(1)),
                    value.stripTrailingZeros().toPlainString());
        }
    }
}
