package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.Command;
import io.devopslab.catalog.HttpCall;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.catalog.Placeholders;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the placeholders of a lab stand for. The outputs of stacks are asked for when they are first needed. */
public final class Values {

    private static final OperationName DESCRIBE = new OperationName("cloudformation", "DescribeStacks");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Operations operations;
    private final Map<String, String> fixed;
    private final Map<String, Map<String, String>> stacks;
    private final Map<String, JsonNode> saved;

    /**
     * @param fixed values by the names of their placeholders, for example {@code workspace}
     */
    public Values(Operations operations, Map<String, String> fixed) {
        this(operations, fixed, new ConcurrentHashMap<>(), Map.of());
    }

    private Values(
            Operations operations,
            Map<String, String> fixed,
            Map<String, Map<String, String>> stacks,
            Map<String, JsonNode> saved) {
        this.operations = operations;
        this.fixed = Map.copyOf(fixed);
        this.stacks = stacks;
        this.saved = Map.copyOf(saved);
    }

    /** The same values and those that the call saves of its output; what it gives no value for is not known any more. */
    public Values saving(Call call, JsonNode output, JmesPaths expressions) {
        Map<String, JsonNode> more = new HashMap<>(saved);
        call.save().forEach((name, expression) -> {
            JsonNode value = expressions.search(expression, output);
            if (value.isNull() || value.isMissingNode()) {
                more.remove("saved." + name);
            } else {
                more.put("saved." + name, value);
            }
        });
        return new Values(operations, fixed, stacks, more);
    }

    /**
     * The text with its placeholders filled in.
     *
     * @throws InconclusiveException when a stack is not there or cannot be asked
     * @throws MissingValueException when an earlier call did not give what it was to save
     */
    public String text(String text) {
        return Placeholders.fill(text, this::value);
    }

    /**
     * The JMESPath expression with its placeholders filled in, which stand in its texts in single quotes: what is filled in
     * never ends such a text.
     */
    public String expression(String expression) {
        return Placeholders.fill(expression, name -> value(name).replace("'", "\\'"));
    }

    /**
     * The document with the placeholders of all its texts filled in. A text that is nothing but the placeholder of a
     * saved list is that list.
     */
    public JsonNode node(JsonNode node) {
        if (node.isTextual()) {
            return list(node.textValue()).orElseGet(() -> NODES.textNode(text(node.textValue())));
        }
        if (node instanceof ArrayNode list) {
            ArrayNode filled = NODES.arrayNode(list.size());
            list.forEach(element -> filled.add(node(element)));
            return filled;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode filled = NODES.objectNode();
            object.properties().forEach(member -> filled.set(text(member.getKey()), node(member.getValue())));
            return filled;
        }
        return node;
    }

    /** The map with the placeholders of its values filled in. */
    public Map<String, String> map(Map<String, String> map) {
        Map<String, String> filled = new LinkedHashMap<>();
        map.forEach((key, value) -> filled.put(key, text(value)));
        return filled;
    }

    public HttpCall http(HttpCall call) {
        return new HttpCall(call.method(), text(call.url()), map(call.headers()), text(call.body()), call.timeout());
    }

    public Command command(Command command) {
        return new Command(
                command.words().stream().map(this::text).toList(),
                text(command.directory()),
                map(command.environment()),
                command.timeout());
    }

    private Optional<JsonNode> list(String text) {
        return saved.entrySet().stream()
                .filter(entry -> entry.getValue().isArray() && text.equals("${" + entry.getKey() + "}"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String value(String name) {
        JsonNode kept = saved.get(name);
        String value =
                kept == null ? fixed.getOrDefault(name, "") : kept.isValueNode() ? kept.asText() : kept.toString();
        if (!value.isEmpty()) {
            return value;
        }
        if (!name.startsWith("stack.")) {
            throw new MissingValueException(name);
        }
        String[] parts = name.split("\\.", 3);
        String output = parts.length == 3
                ? stacks.computeIfAbsent(parts[1], this::outputs).getOrDefault(parts[2], "")
                : "";
        if (output.isEmpty()) {
            throw new InconclusiveException(
                    Message.of(Values.class, "no-output", name), Message.of(Values.class, "no-output.cure"));
        }
        return output;
    }

    private Map<String, String> outputs(String stack) {
        Outcome outcome = operations.call(DESCRIBE, NODES.objectNode().put("StackName", stack));
        if (outcome instanceof Outcome.Failure failure) {
            throw failure.isNotFound()
                    ? new InconclusiveException(
                            Message.of(Values.class, "no-stack", stack), Message.of(Values.class, "no-stack.cure"))
                    : Reasons.exception(failure);
        }
        Map<String, String> outputs = new HashMap<>();
        outcome.orThrow()
                .path("Stacks")
                .path(0)
                .path("Outputs")
                .forEach(output -> outputs.put(
                        output.path("OutputKey").asText(),
                        output.path("OutputValue").asText()));
        return outputs;
    }
}
