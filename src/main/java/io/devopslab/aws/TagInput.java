package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * Where an operation takes tags, and in which of AWS's forms: an object of keys and values, or a list of pairs whose members are
 * called {@code Key} and {@code Value}, {@code key} and {@code value}, or {@code TagKey} and {@code TagValue}.
 */
final class TagInput {

    private static final List<String> MEMBERS = List.of("Tags", "tags");

    private final SdkField<?> member;

    private TagInput(SdkField<?> member) {
        this.member = member;
    }

    /** Empty for an operation that takes no tags, or in a form that is not known here. */
    static Optional<TagInput> of(OperationModel operation) {
        return operation.input().stream()
                .filter(field -> MEMBERS.contains(field.memberName()))
                .findFirst()
                .map(TagInput::new)
                .filter(input -> input.isMap() || input.names().isPresent());
    }

    /** The input with these tags too; where it has one of the same key, these win. */
    ObjectNode with(ObjectNode input, Map<String, String> tags) {
        ObjectNode tagged = input.deepCopy();
        JsonNode given = tagged.path(member.memberName());
        if (isMap()) {
            ObjectNode map = given instanceof ObjectNode object ? object : tagged.putObject(member.memberName());
            tags.forEach(map::put);
            return tagged;
        }
        Pair names = names().orElseThrow();
        ArrayNode list = tagged.arrayNode();
        given.forEach(tag -> {
            if (!tags.containsKey(tag.path(names.key()).asText())) {
                list.add(tag);
            }
        });
        tags.forEach((key, value) -> list.addObject().put(names.key(), key).put(names.value(), value));
        tagged.set(member.memberName(), list);
        return tagged;
    }

    private boolean isMap() {
        return member.marshallingType().getKnownType() == MarshallingKnownType.MAP;
    }

    private record Pair(String key, String value) {}

    private Optional<Pair> names() {
        if (member.marshallingType().getKnownType() != MarshallingKnownType.LIST) {
            return Optional.empty();
        }
        SdkField<?> element = member.getTrait(ListTrait.class).memberFieldInfo();
        if (element.marshallingType().getKnownType() != MarshallingKnownType.SDK_POJO) {
            return Optional.empty();
        }
        List<String> members = element.constructor().get().sdkFields().stream()
                .map(SdkField::memberName)
                .toList();
        return List.of(new Pair("Key", "Value"), new Pair("key", "value"), new Pair("TagKey", "TagValue")).stream()
                .filter(pair -> members.contains(pair.key()) && members.contains(pair.value()))
                .findFirst();
    }
}
