package io.devopslab.aws.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Fills an SDK model object's builder from the parameters of the query protocols: {@code Tags.member.1.Key=a}, and
 * for EC2 {@code Tag.1.Key=a}. Parameters that the API does not know are passed over.
 */
public final class FormShapeReader {

    private static final int DEEPEST = 64;

    private FormShapeReader() {}

    /** A parameter's name is a path through these. */
    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private String value = "";

        Optional<Node> child(String name) {
            return Optional.ofNullable(children.get(name));
        }

        /** The elements of a list, in the order of their numbers. */
        List<Node> numbered() {
            Map<Integer, Node> sorted = new TreeMap<>();
            children.forEach((name, node) -> {
                if (name.matches("\\d{1,9}")) {
                    sorted.put(Integer.valueOf(name), node);
                }
            });
            return List.copyOf(sorted.values());
        }
    }

    /** A parameter, decoded. */
    public record Parameter(String name, String value) {}

    /**
     * Sets what the parameters hold.
     *
     * @throws ShapeException where they do not fit, with the path
     */
    public static void read(Iterable<Parameter> parameters, SdkPojo builder) {
        Node root = new Node();
        for (Parameter parameter : parameters) {
            String[] path = parameter.name().split("\\.", DEEPEST + 1);
            if (path.length > DEEPEST) {
                throw new ShapeException(parameter.name().substring(0, 100), "is nested too deeply");
            }
            Node node = root;
            for (String name : path) {
                node = node.children.computeIfAbsent(name, key -> new Node());
            }
            node.value = parameter.value();
        }
        object(root, builder, "");
    }

    private static void object(Node node, SdkPojo builder, String parentPath) {
        for (SdkField<?> field : builder.sdkFields()) {
            String path = parentPath.isEmpty() ? field.locationName() : parentPath + "." + field.locationName();
            node.child(field.locationName()).ifPresent(child -> field.set(builder, value(child, field, path)));
        }
    }

    private static Object value(Node node, SdkField<?> field, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                object(node, builder, path);
                yield Fields.build(builder);
            }
            case LIST -> list(node, field, path);
            case MAP -> map(node, field, path);
            default -> Scalars.parse(node.value, field, Format.ISO_8601, path);
        };
    }

    private static List<Object> list(Node node, SdkField<?> field, String path) {
        List<Node> elements = node.child(Fields.elementName(field)).orElse(node).numbered();
        List<Object> values = new ArrayList<>(elements.size());
        elements.forEach(e -> values.add(value(e, Fields.element(field), path + "[" + values.size() + "]")));
        return values;
    }

    private static Map<String, Object> map(Node node, SdkField<?> field, String path) {
        MapTrait trait = field.getRequiredTrait(MapTrait.class);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Node entry : node.child("entry").orElse(node).numbered()) {
            String key = entry.child(Fields.keyName(trait))
                    .map(child -> child.value)
                    .orElseThrow(() -> new ShapeException(path, "has an entry without a key"));
            entry.child(Fields.valueName(trait))
                    .ifPresent(v -> values.put(key, value(v, trait.valueFieldInfo(), path + "." + key)));
        }
        return values;
    }
}
