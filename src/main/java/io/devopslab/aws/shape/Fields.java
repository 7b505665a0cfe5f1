package io.devopslab.aws.shape;

import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
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

    /** The object that a builder holds. */
    static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }
}
