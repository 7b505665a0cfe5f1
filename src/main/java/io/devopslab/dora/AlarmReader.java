package io.devopslab.dora;

import static io.devopslab.dora.HistoryReader.message;
import static io.devopslab.dora.HistoryReader.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.text.Message;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Reads what alarms did (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html">DescribeAlarmHistory</a>).
 * AWS does not tell which alarms watch what a pipeline deploys. Taken are those that its conditions or its deployment groups
 * name, and those whose names begin with the pipeline's.
 */
final class AlarmReader {

    private static final OperationName HISTORY = new OperationName("cloudwatch", "DescribeAlarmHistory");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SelfHealing.Optionally optionally;

    AlarmReader(Operations operations, List<Message> notes) {
        this.optionally = new SelfHealing.Optionally(operations, notes, message("no-alarms"));
    }

    List<AlarmChange> read(Set<String> conditions, Set<String> groups, String pipeline, Instant until) {
        return optionally
                .callAll(
                        HISTORY,
                        Input.of(
                                "HistoryItemType", "StateUpdate",
                                "AlarmTypes", List.of("MetricAlarm", "CompositeAlarm"),
                                "EndDate", until.toString()))
                .map(output -> stream(output.path("AlarmHistoryItems"))
                        .filter(item -> {
                            String name = item.path("AlarmName").asText();
                            return conditions.contains(name) || groups.contains(name) || name.startsWith(pipeline);
                        })
                        .map(AlarmReader::change)
                        .toList())
                .orElse(List.of());
    }

    private static AlarmChange change(JsonNode item) {
        return new AlarmChange(
                item.path("AlarmName").asText(),
                state(item),
                Instant.parse(item.path("Timestamp").asText()));
    }

    /** The history's data is JSON in a text; its summary says the same in English. */
    private static String state(JsonNode item) {
        try {
            String state = JSON.readTree(item.path("HistoryData").asText("{}"))
                    .path("newState")
                    .path("stateValue")
                    .asText();
            if (!state.isEmpty()) {
                return state;
            }
        } catch (JsonProcessingException e) {
            // The summary has it too.
        }
        String summary = item.path("HistorySummary").asText();
        return summary.substring(summary.lastIndexOf(' ') + 1);
    }
}
