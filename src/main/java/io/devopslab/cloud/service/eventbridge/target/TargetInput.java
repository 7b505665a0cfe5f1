package io.devopslab.cloud.service.eventbridge.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.kernel.Arns;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * The text that a target is given: the event, a part of it, a constant, or a template with values of the event
 * (EventBridge User Guide, "Input transformation").
 */
public final class TargetInput {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");

    private TargetInput() {}

    /**
     * @param event the whole event, in the form in which EventBridge delivers it
     * @throws IllegalArgumentException when the target's paths are none
     */
    public static String of(Target target, ObjectNode event, String ruleArn, Instant ingestion) {
        if (target.input() != null) {
            return target.input();
        }
        if (target.inputPath() != null) {
            return JsonPath.parse(target.inputPath())
                    .in(event)
                    .map(JsonNode::toString)
                    .orElse("null");
        }
        if (target.inputTransformer() != null) {
            return transform(target.inputTransformer(), event, ruleArn, ingestion);
        }
        return event.toString();
    }

    private static String transform(InputTransformer transformer, ObjectNode event, String ruleArn, Instant ingestion) {
        Map<String, JsonNode> values = predefined(event, ruleArn, ingestion);
        transformer
                .inputPathsMap()
                .forEach((name, path) -> JsonPath.parse(path).in(event).ifPresent(value -> values.put(name, value)));
        return fill(transformer.inputTemplate(), values);
    }

    private static Map<String, JsonNode> predefined(ObjectNode event, String ruleArn, Instant ingestion) {
        Map<String, JsonNode> values = new HashMap<>();
        ObjectNode withoutDetail = event.deepCopy();
        withoutDetail.remove("detail");
        values.put("aws.events.rule-arn", TextNode.valueOf(ruleArn));
        values.put("aws.events.rule-name", TextNode.valueOf(Arns.name(ruleArn)));
        values.put("aws.events.event.ingestion-time", TextNode.valueOf(ingestion.toString()));
        values.put("aws.events.event", withoutDetail);
        values.put("aws.events.event.json", event);
        return values;
    }

    private static String fill(String template, Map<String, JsonNode> values) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder text = new StringBuilder();
        int end = 0;
        boolean quoted = false;
        boolean json = template.stripLeading().startsWith("{")
                || template.stripLeading().startsWith("[");
        while (matcher.find()) {
            String before = template.substring(end, matcher.start());
            quoted ^= oddQuotes(before);
            JsonNode value = values.getOrDefault(matcher.group(1), TextNode.valueOf(""));
            text.append(before).append(insert(value, quoted, json));
            end = matcher.end();
        }
        return text.append(template.substring(end)).toString();
    }

    private static String insert(JsonNode value, boolean quoted, boolean json) {
        String plain = value.isTextual() ? value.textValue() : value.toString();
        if (quoted) {
            String escaped = JsonNodeFactory.instance.textNode(plain).toString();
            return escaped.substring(1, escaped.length() - 1);
        }
        return json ? value.toString() : plain;
    }

    private static boolean oddQuotes(String text) {
        boolean odd = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                odd = !odd;
            }
        }
        return odd;
    }

    /** The first placeholder of the template that is neither predefined nor in the paths' map. */
    public static Optional<String> unknownPlaceholder(InputTransformer transformer) {
        return PLACEHOLDER
                .matcher(transformer.inputTemplate())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("aws.events.")
                        && !transformer.inputPathsMap().containsKey(name))
                .findFirst();
    }

    /** Whether the text is JSON, as {@code Input} must be. */
    public static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
