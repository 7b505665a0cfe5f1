package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationModel.MemberProblem;
import io.devopslab.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Documents as the {@code aws} command has them, against documents as they travel: members go by their names in the
 * API reference (a header is {@code ContentLength}), and blobs and times are shown as {@link Values} has it.
 */
final class CommandForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OperationModel operation;
    private final Values values;

    CommandForm(OperationModel operation, Values values) {
        this.operation = operation;
        this.values = values;
    }

    /** The names in {@code input} that the operation does not have. */
    List<MemberProblem> problems(JsonNode input) {
        List<MemberProblem> problems = new ArrayList<>();
        boolean streams = operation.sendsStream();
        List<String> extra = streams ? List.of(Invocation.BODY) : List.of();
        collect(input, operation.request(), extra, "", problems);
        return problems;
    }

    private void collect(JsonNode input, SdkPojo shape, List<String> extra, String path, List<MemberProblem> problems) {
        if (!input.isObject()) {
            return; // Types are the reader's business.
        }
        input.properties().forEach(member -> {
            String place = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            Optional<SdkField<?>> field = field(shape, member.getKey());
            field.ifPresent(f -> descend(member.getValue(), f, place, problems));
            if (field.isEmpty() && !extra.contains(member.getKey())) {
                problems.add(new MemberProblem(place, unknown(member.getKey(), shape, extra)));
            }
        });
    }

    private void descend(JsonNode value, SdkField<?> field, String path, List<MemberProblem> problems) {
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> collect(value, field.constructor().get(), List.of(), path, problems);
            case LIST -> {
                for (int i = 0; i < value.size() && value.isArray(); i++) {
                    descend(value.get(i), element(field), path + "[" + i + "]", problems);
                }
            }
            case MAP ->
                value.properties()
                        .forEach(entry ->
                                descend(entry.getValue(), mapValue(field), path + "." + entry.getKey(), problems));
            default -> {}
        }
    }

    private String unknown(String member, SdkPojo shape, List<String> extra) {
        List<String> valid = Stream.concat(names(shape), extra.stream()).toList();
        return "'" + member + "' is not a member of " + operation.name()
                + Nearest.to(member, valid)
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; there are: " + String.join(", ", valid) + ".");
    }

    private static Stream<String> names(SdkPojo shape) {
        return shape.sdkFields().stream().map(SdkField::memberName);
    }

    private static Optional<SdkField<?>> field(SdkPojo shape, String member) {
        return shape.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .findFirst();
    }

    /** The command's input with the names and the Base64 of the wire. */
    JsonNode toWire(JsonNode input) {
        return wire(input, operation.request());
    }

    private JsonNode wire(JsonNode input, SdkPojo shape) {
        if (!input.isObject()) {
            return input;
        }
        ObjectNode document = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode member = input.get(field.memberName());
            if (member != null && !member.isNull()) {
                document.set(field.locationName(), wire(member, field));
            }
        }
        return document;
    }

    private JsonNode wire(JsonNode value, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> wire(value, field.constructor().get());
            case SDK_BYTES -> values.blobToWire(value);
            default -> elements(value, field, this::wire);
        };
    }

    /** The wire's output as the command has it. */
    ObjectNode fromWire(ObjectNode output, SdkPojo shape) {
        ObjectNode document = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode member = output.get(field.locationName());
            if (member != null) {
                document.set(field.memberName(), command(member, field));
            }
        }
        return document;
    }

    private JsonNode command(JsonNode value, SdkField<?> field) {
        if (value instanceof ObjectNode node && isA(field, MarshallingKnownType.SDK_POJO)) {
            return fromWire(node, field.constructor().get());
        }
        if (isA(field, MarshallingKnownType.INSTANT)) {
            return values.time(value.asText());
        }
        return isA(field, MarshallingKnownType.SDK_BYTES)
                ? values.blob(value.asText(), field.memberName().equals("Payload"))
                : elements(value, field, this::command);
    }

    private static JsonNode elements(
            JsonNode value, SdkField<?> field, BiFunction<JsonNode, SdkField<?>, JsonNode> element) {
        if (value.isArray() && isA(field, MarshallingKnownType.LIST)) {
            var elements = NODES.arrayNode(value.size());
            value.forEach(item -> elements.add(element.apply(item, element(field))));
            return elements;
        }
        if (value.isObject() && isA(field, MarshallingKnownType.MAP)) {
            ObjectNode members = NODES.objectNode();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                members.set(entry.getKey(), element.apply(entry.getValue(), mapValue(field)));
            }
            return members;
        }
        return value;
    }

    private static boolean isA(SdkField<?> field, MarshallingKnownType type) {
        return field.marshallingType().getKnownType() == type;
    }

    private static SdkField<?> element(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }

    private static SdkField<?> mapValue(SdkField<?> map) {
        return map.getRequiredTrait(MapTrait.class).valueFieldInfo();
    }
}
