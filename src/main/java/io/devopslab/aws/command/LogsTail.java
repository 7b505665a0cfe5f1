package io.devopslab.aws.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.text.Exit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code logs tail GROUP}: the events of a log group as lines, and with {@code --follow} those that come.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html">AWS CLI reference, logs tail</a>
 */
final class LogsTail implements HighLevel {

    private static final OperationName FILTER = new OperationName("logs", "FilterLogEvents");
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhdw])");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter DETAILED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    @Override
    public Exit run(Call call) {
        Words words = Words.read(
                call.words(),
                Set.of("--follow"),
                Set.of("--since", "--format", "--filter-pattern", "--log-stream-name-prefix"),
                Set.of("--log-stream-names"),
                "lab aws logs help");
        ObjectNode input = input(words, call.cloud());
        String format = words.one("--format").orElse("detailed");
        if (!Set.of("detailed", "short", "json").contains(format)) {
            throw Usage.unknown("kind.format", format, List.of("detailed", "short", "json"), "lab aws logs help");
        }
        Operations operations =
                new Operations(call.cloud().clients(call.globals().region()));
        Set<String> seen = new HashSet<>();
        print(operations, input, format, seen, call.screen());
        while (words.has("--follow") && call.cloud().pause()) {
            print(operations, input, format, seen, call.screen());
        }
        return Exit.DONE;
    }

    private static ObjectNode input(Words words, Cloud cloud) {
        if (words.rest().size() != 1) {
            throw Usage.of("tail.group");
        }
        String since = words.one("--since").orElse("10m");
        ObjectNode input = Input.of("logGroupName", words.rest().get(0));
        words.one("--filter-pattern").ifPresent(pattern -> input.put("filterPattern", pattern));
        words.one("--log-stream-name-prefix").ifPresent(prefix -> input.put("logStreamNamePrefix", prefix));
        List<String> streams = words.all("--log-stream-names");
        if (!streams.isEmpty()) {
            input.setAll(Input.of("logStreamNames", streams));
        }
        return input.put("startTime", Math.max(0, since(since, cloud).toEpochMilli()));
    }

    private static Instant since(String text, Cloud cloud) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return cloud.now().minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
        }
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Usage.of("tail.since", text);
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    private static void print(Operations operations, ObjectNode input, String format, Set<String> seen, Screen screen) {
        List<JsonNode> events = new ArrayList<>();
        operations.callAll(FILTER, input).orThrow().path("events").forEach(events::add);
        for (JsonNode event : events) {
            if (seen.add(event.path("eventId").asText())) {
                screen.print(line(event, format) + "\n");
                long time = event.path("timestamp").asLong();
                // Events of one moment may still come: it is asked for again, and what was seen is passed over.
                input.put("startTime", Math.max(input.path("startTime").asLong(), time));
            }
        }
    }

    private static String line(JsonNode event, String format) {
        OffsetDateTime time =
                Instant.ofEpochMilli(event.path("timestamp").asLong()).atOffset(ZoneOffset.UTC);
        String message = event.path("message").asText().stripTrailing();
        return switch (format) {
            case "short" -> SHORT.format(time) + " " + message;
            case "json" -> SHORT.format(time) + " " + pretty(message);
            default -> DETAILED.format(time) + " " + event.path("logStreamName").asText() + " " + message;
        };
    }

    private static String pretty(String message) {
        try {
            JsonNode document = new ObjectMapper().readTree(message);
            return document.isContainerNode() ? "\n" + JsonOutput.of(document).stripTrailing() : message;
        } catch (JsonProcessingException e) {
            return message;
        }
    }
}
