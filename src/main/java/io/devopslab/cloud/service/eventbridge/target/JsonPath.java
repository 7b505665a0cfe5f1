package io.devopslab.cloud.service.eventbridge.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of JSONPath that EventBridge takes: names behind dots, indexes and {@code [*]}. Quoted names are none. */
public final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]'\"]+)|\\[(\\d{1,6})\\]|\\[(\\*)\\]");

    private final List<Step> steps;

    private sealed interface Step {}

    private record Member(String name) implements Step {}

    private record Index(int index) implements Step {}

    private record All() implements Step {}

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * @throws IllegalArgumentException for a text that is no such path
     */
    public static JsonPath parse(String text) {
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("A JSON path begins with '$': " + text);
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 1;
        for (; matcher.find(end) && matcher.start() == end; end = matcher.end()) {
            steps.add(step(matcher));
            if (matcher.end() == text.length()) {
                return new JsonPath(steps);
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("'" + text.substring(end) + "' is no step of a JSON path.");
        }
        return new JsonPath(steps);
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(2) != null) {
            return new Index(Integer.parseInt(matcher.group(2)));
        }
        return matcher.group(3) != null ? new All() : new Member(matcher.group(1));
    }

    /** What the path leads to; empty when it leads nowhere. */
    public Optional<JsonNode> in(JsonNode document) {
        return follow(document, 0);
    }

    private Optional<JsonNode> follow(JsonNode node, int position) {
        if (position == steps.size()) {
            return Optional.of(node);
        }
        Step step = steps.get(position);
        if (step instanceof Member member) {
            return Optional.ofNullable(node.get(member.name())).flatMap(next -> follow(next, position + 1));
        }
        if (step instanceof Index index) {
            return Optional.ofNullable(node.get(index.index())).flatMap(next -> follow(next, position + 1));
        }
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        node.forEach(next -> follow(next, position + 1).ifPresent(found::add));
        return Optional.of(found);
    }
}
