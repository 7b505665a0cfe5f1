package io.devopslab.aws.shape;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;

/** Writes an SDK model object as XML with the names of responses. What was never set is left out. */
public final class XmlShapeWriter {

    private final XmlText xml;

    public XmlShapeWriter(XmlText xml) {
        this.xml = xml;
    }

    /** Writes the elements of the members that travel in a message's body. */
    public void writeBody(SdkPojo pojo) {
        writeBody(pojo, name -> true);
    }

    /** Writes those of the members that are wanted by their names. */
    public void writeBody(SdkPojo pojo, Predicate<String> wanted) {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (Fields.isInBody(field) && wanted.test(field.unmarshallLocationName())) {
                Fields.get(field, pojo).ifPresent(value -> member(field.unmarshallLocationName(), value, field));
            }
        }
    }

    /** Writes a member that is a message's whole body, with attributes on its root, which is empty if it is not set. */
    public void writePayload(String root, String rootAttributes, SdkPojo pojo, SdkField<?> field) {
        xml.open(root + rootAttributes);
        Fields.get(field, pojo).ifPresent(value -> content(value, field));
        xml.close(root);
    }

    private void member(String name, Object value, SdkField<?> field) {
        ListTrait list = field.getTrait(ListTrait.class);
        MapTrait map = field.getTrait(MapTrait.class);
        if (list != null && list.isFlattened()) {
            ((List<?>) value).forEach(e -> nonNull(name, e, list.memberFieldInfo()));
        } else if (map != null && map.isFlattened()) {
            ((Map<?, ?>) value).forEach((key, v) -> entry(name, key, v, map));
        } else {
            element(name, value, field);
        }
    }

    private void nonNull(String name, Object value, SdkField<?> field) {
        if (value != null) {
            element(name, value, field);
        }
    }

    private void element(String name, Object value, SdkField<?> field) {
        xml.open(value instanceof SdkPojo pojo ? name + attributes(pojo, field) : name);
        content(value, field);
        xml.close(name);
    }

    private void content(Object value, SdkField<?> field) {
        if (value instanceof SdkPojo pojo) {
            for (SdkField<?> member : pojo.sdkFields()) {
                if (!member.containsTrait(XmlAttributeTrait.class)) {
                    Fields.get(member, pojo).ifPresent(v -> member(member.unmarshallLocationName(), v, member));
                }
            }
        } else if (value instanceof List<?> list) {
            list.forEach(e -> nonNull(Fields.elementName(field), e, Fields.element(field)));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, v) -> entry("entry", key, v, field.getRequiredTrait(MapTrait.class)));
        } else {
            xml.escape(Scalars.text(value, field, Format.ISO_8601));
        }
    }

    private void entry(String name, Object key, Object value, MapTrait map) {
        if (value != null) {
            xml.open(name).element(Fields.keyName(map), key.toString());
            element(Fields.valueName(map), value, map.valueFieldInfo());
            xml.close(name);
        }
    }

    private static String attributes(SdkPojo pojo, SdkField<?> field) {
        XmlAttributesTrait trait = field.getTrait(XmlAttributesTrait.class);
        if (trait == null) {
            return "";
        }
        return trait.attributes().entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=\""
                        + new XmlText()
                                .escape(String.valueOf(
                                        entry.getValue().attributeGetter().apply(pojo))) + "\"")
                .collect(Collectors.joining());
    }
}
