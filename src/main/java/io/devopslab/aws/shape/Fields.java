package io.devopslab.aws.shape;

import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Small questions about the fields of the SDK's model objects. */
final class Fields {

    private Fields() {}

    static SdkField<?> element(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }

    static SdkField<?> value(SdkField<?> map) {
        return map.getRequiredTrait(MapTrait.class).valueFieldInfo();
    }

    /** What the object holds; empty for what was never set, which the SDK shows as an auto-construct collection. */
    static Optional<Object> get(SdkField<?> field, Object pojo) {
        Object value = field.getValueOrDefault(pojo);
        boolean unset = value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
        return unset ? Optional.empty() : Optional.ofNullable(value);
    }

    /** What an element of a list is called in XML and in a form. */
    static String elementName(SdkField<?> list) {
        String name = list.getRequiredTrait(ListTrait.class).memberLocationName();
        return name == null ? "member" : name;
    }

    static String keyName(MapTrait map) {
        String name = map.keyLocationName();
        return name == null ? "key" : name;
    }

    static String valueName(MapTrait map) {
        String name = map.valueLocationName();
        return name == null ? "value" : name;
    }

    /** Whether a member travels in a message's body beside others: not in a header, not as the whole body. */
    static boolean isInBody(SdkField<?> field) {
        return field.location() == MarshallLocation.PAYLOAD && !field.containsTrait(PayloadTrait.class);
    }

    /** The object that a builder holds. */
    static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }
}
