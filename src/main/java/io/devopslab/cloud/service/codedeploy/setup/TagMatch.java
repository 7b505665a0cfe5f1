package io.devopslab.cloud.service.codedeploy.setup;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilter;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagFilter;

/** Whether tags are what filters ask for. */
public final class TagMatch {

    private TagMatch() {}

    /** Whether an on-premises instance belongs to a group: one filter of the list, or one of each list of the set. */
    public static boolean isOf(DeploymentGroupInfo group, List<Tag> tags) {
        if (!group.onPremisesInstanceTagFilters().isEmpty()) {
            return any(group.onPremisesInstanceTagFilters(), tags);
        }
        List<List<TagFilter>> set = group.onPremisesTagSet() == null
                ? List.of()
                : group.onPremisesTagSet().onPremisesTagSetList();
        return !set.isEmpty() && set.stream().allMatch(filters -> any(filters, tags));
    }

    /** Whether a group finds instances of EC2 by their tags at all. */
    public static boolean namesInstances(DeploymentGroupInfo group) {
        return !group.ec2TagFilters().isEmpty() || !sets(group).isEmpty();
    }

    /** Whether an instance of EC2 belongs to a group: one filter of the list, or one of each list of the set. */
    public static boolean hasInstance(DeploymentGroupInfo group, Map<String, String> tags) {
        if (!group.ec2TagFilters().isEmpty()) {
            return anyOf(group.ec2TagFilters(), tags);
        }
        return !sets(group).isEmpty() && sets(group).stream().allMatch(filters -> anyOf(filters, tags));
    }

    private static List<List<EC2TagFilter>> sets(DeploymentGroupInfo group) {
        return group.ec2TagSet() == null ? List.of() : group.ec2TagSet().ec2TagSetList();
    }

    private static boolean anyOf(List<EC2TagFilter> filters, Map<String, String> tags) {
        return filters.stream().anyMatch(filter -> switch (filter.type()) {
            case KEY_ONLY -> tags.containsKey(filter.key());
            case VALUE_ONLY -> tags.containsValue(filter.value());
            default -> tags.containsKey(filter.key()) && Objects.equals(tags.get(filter.key()), filter.value());
        });
    }

    static boolean any(List<TagFilter> filters, List<Tag> tags) {
        return filters.stream().anyMatch(filter -> tags.stream().anyMatch(tag -> matches(filter, tag)));
    }

    private static boolean matches(TagFilter filter, Tag tag) {
        boolean key = Objects.equals(filter.key(), tag.key());
        boolean value = Objects.equals(filter.value(), tag.value());
        return switch (filter.type()) {
            case KEY_ONLY -> key;
            case VALUE_ONLY -> value;
            default -> key && value;
        };
    }
}
