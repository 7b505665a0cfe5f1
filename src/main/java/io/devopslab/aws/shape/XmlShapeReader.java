package io.devopslab.aws.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Fills an SDK model object's builder from XML. Elements that the API does not know are passed over. */
public final class XmlShapeReader {

    private XmlShapeReader() {}

    /**
     * Sets the members that travel in the body.
     *
     * @throws ShapeException where the document does not fit, with the path
     */
    public static void readBody(XmlElement document, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (Fields.isInBody(field)) {
                member(document, builder, field, "");
            }
        }
    }

    /** Sets the member that is the whole body. */
    public static void readPayload(XmlElement document, SdkField<?> field, SdkPojo builder) {
        field.set(builder, value(document, field, field.locationName()));
    }

    private static void object(XmlElement element, SdkPojo builder, String path) {
        builder.sdkFields().forEach(field -> member(element, builder, field, path));
    }

    private static void member(XmlElement parent, SdkPojo builder, SdkField<?> field, String parentPath) {
        String path = parentPath.isEmpty() ? field.locationName() : parentPath + "." + field.locationName();
        if (field.containsTrait(XmlAttributeTrait.class)) {
            parent.attribute(field.locationName().replaceFirst("^.*:", ""))
                    .ifPresent(text -> field.set(builder, Scalars.parse(text, field, Format.ISO_8601, path)));
            return;
        }
        Optional<Object> value = isFlattened(field)
                ? flattened(parent.children(field.locationName()), field, path)
                : parent.child(field.locationName()).map(element -> value(element, field, path));
        value.ifPresent(v -> field.set(builder, v));
    }

    private static boolean isFlattened(SdkField<?> field) {
        ListTrait list = field.getTrait(ListTrait.class);
        MapTrait map = field.getTrait(MapTrait.class);
        return (list != null && list.isFlattened()) || (map != null && map.isFlattened());
    }

    private static Optional<Object> flattened(List<XmlElement> elements, SdkField<?> field, String path) {
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                field.containsTrait(ListTrait.class)
                        ? list(elements, Fields.element(field), path)
                        : map(elements, field, path));
    }

    private static Object value(XmlElement element, SdkField<?> field, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                object(element, builder, path);
                yield Fields.build(builder);
            }
            case LIST -> list(element.children(Fields.elementName(field)), Fields.element(field), path);
            case MAP -> map(element.children("entry"), field, path);
            default -> Scalars.parse(element.text(), field, Format.ISO_8601, path);
        };
    }

    private static List<Object> list(List<XmlElement> elements, SdkField<?> element, String path) {
        List<Object> values = new ArrayList<>(elements.size());
        elements.forEach(e -> values.add(value(e, element, path + "[" + values.size() + "]")));
        return values;
    }

    private static Map<String, Object> map(List<XmlElement> entries, SdkField<?> field, String path) {
        MapTrait trait = field.getRequiredTrait(MapTrait.class);
        Map<String, Object> values = new LinkedHashMap<>();
        for (XmlElement entry : entries) {
            XmlElement key = entry.child(Fields.keyName(trait))
                    .orElseThrow(() -> new ShapeException(path, "has an entry without a key"));
            entry.child(Fields.valueName(trait))
                    .ifPresent(v -> values.put(key.text(), value(v, trait.valueFieldInfo(), path + "." + key.text())));
        }
        return values;
    }
}
