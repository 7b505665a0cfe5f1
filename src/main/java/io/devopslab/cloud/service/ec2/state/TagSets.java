package io.devopslab.cloud.service.ec2.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags as they are given and changed. */
public final class TagSets {

    private static final int MOST = 50;

    private TagSets() {}

    /** The tags that a request gives to what it makes. */
    public static List<Tag> of(List<TagSpecification> specifications, Kind kind, boolean byService) {
        List<Tag> tags = new ArrayList<>();
        for (TagSpecification specification : specifications) {
            String type = Ec2Errors.required("TagSpecification.ResourceType", specification.resourceTypeAsString());
            if (type.equals(kind.resourceType())) {
                tags.addAll(specification.tags());
            } else if (!(kind == Kind.INSTANCE && (type.equals("volume") || type.equals("network-interface")))) {
                throw Ec2Errors.invalid("'" + type + "' is not a valid taggable resource type for this operation.");
            }
        }
        return merged(List.of(), tags, byService);
    }

    /**
     * The tags of a resource with others added to them.
     *
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    public static List<Tag> merged(List<Tag> present, List<Tag> added, boolean byService) {
        Map<String, String> tags = new TreeMap<>();
        present.forEach(tag -> tags.put(tag.key(), tag.value()));
        for (Tag tag : added) {
            String key = Ec2Errors.required("Tag.Key", tag.key());
            String value = tag.value() == null ? "" : tag.value();
            if (key.isEmpty() || key.length() > 128) {
                throw Ec2Errors.invalid("Tag keys must be between 1 and 128 characters long");
            }
            if (value.length() > 256) {
                throw Ec2Errors.invalid("Tag value exceeds the maximum length of 256 characters");
            }
            if (key.startsWith("aws:") && !byService) {
                throw Ec2Errors.invalid("Tag keys starting with 'aws:' are reserved for internal use");
            }
            tags.put(key, value);
        }
        if (tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MOST) {
            throw Ec2Errors.of("TagLimitExceeded", "You can have at most " + MOST + " tags per resource");
        }
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
