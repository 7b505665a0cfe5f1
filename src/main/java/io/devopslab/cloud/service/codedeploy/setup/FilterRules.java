package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilter;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.EC2TagSet;
import software.amazon.awssdk.services.codedeploy.model.InvalidEc2TagCombinationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidEc2TagException;
import software.amazon.awssdk.services.codedeploy.model.InvalidOnPremisesTagCombinationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTagFilterException;
import software.amazon.awssdk.services.codedeploy.model.OnPremisesTagSet;
import software.amazon.awssdk.services.codedeploy.model.TagFilter;
import software.amazon.awssdk.services.codedeploy.model.TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.TagSetListLimitExceededException;

/** What filters of tags must be like (CodeDeploy API Reference, "CreateDeploymentGroup"). */
public final class FilterRules {

    /** User Guide, "Tagging instances for deployment groups". */
    private static final int MOST_GROUPS = 3;

    private FilterRules() {}

    static void check(DeploymentGroupInfo group) {
        ec2(group.ec2TagFilters(), group.ec2TagSet());
        OnPremisesTagSet set = group.onPremisesTagSet();
        boolean hasSet = set != null && !set.onPremisesTagSetList().isEmpty();
        if (hasSet && !group.onPremisesInstanceTagFilters().isEmpty()) {
            throw Errors.of(
                    InvalidOnPremisesTagCombinationException.builder(),
                    "Either on-premises tag filters or an on-premises tag set can be specified");
        }
        group.onPremisesInstanceTagFilters().forEach(FilterRules::check);
        if (hasSet) {
            limit(set.onPremisesTagSetList());
            set.onPremisesTagSetList().forEach(filters -> filters.forEach(FilterRules::check));
        }
    }

    /** Filters that find instances of EC2. */
    public static void ec2(List<EC2TagFilter> filters, @Nullable EC2TagSet set) {
        List<List<EC2TagFilter>> groups = set == null ? List.of() : set.ec2TagSetList();
        if (!groups.isEmpty() && !filters.isEmpty()) {
            throw Errors.of(
                    InvalidEc2TagCombinationException.builder(),
                    "InvalidEC2TagCombinationException",
                    400,
                    "Either EC2 tag filters or an EC2 tag set can be specified");
        }
        filters.forEach(FilterRules::check);
        limit(groups);
        groups.forEach(each -> each.forEach(FilterRules::check));
    }

    private static void limit(List<?> groups) {
        if (groups.size() > MOST_GROUPS) {
            throw Errors.of(
                    TagSetListLimitExceededException.builder(),
                    "A tag set can have at most " + MOST_GROUPS + " tag groups");
        }
    }

    private static void check(EC2TagFilter filter) {
        boolean isUnknown = filter.type() == null || filter.type() == EC2TagFilterType.UNKNOWN_TO_SDK_VERSION;
        if (isUnknown || (filter.key() == null && filter.value() == null)) {
            throw Errors.of(
                    InvalidEc2TagException.builder(),
                    "InvalidEC2TagException",
                    400,
                    "The tag was specified in an invalid format");
        }
    }

    static void check(TagFilter filter) {
        boolean isUnknown = filter.type() == null || filter.type() == TagFilterType.UNKNOWN_TO_SDK_VERSION;
        if (isUnknown || (filter.key() == null && filter.value() == null)) {
            throw Errors.of(InvalidTagFilterException.builder(), "The tag filter was specified in an invalid format");
        }
    }
}
