package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Mask;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;

/** Change sets as the API shows them. */
final class ChangeSetShapes {

    private static final int PAGE = 100;

    private ChangeSetShapes() {}

    /**
     * A change set with a page of its changes.
     *
     * @param values whether the properties' values before and after are shown
     */
    static DescribeChangeSetResponse describe(
            ChangeSetRow row, StackRow stack, boolean values, @Nullable String nextToken) {
        Definition definition = row.definition();
        Page<Change> page = Page.of(row.changes(), nextToken, PAGE, change -> change.resourceChange()
                .logicalResourceId());
        return DescribeChangeSetResponse.builder()
                .changeSetName(row.name())
                .changeSetId(row.id())
                .stackId(row.stackId())
                .stackName(stack.name())
                .description(row.description().orElse(null))
                .parameters(definition.shownParameters())
                .creationTime(row.created())
                .executionStatus(row.executionStatus())
                .status(row.status())
                .statusReason(row.reason().orElse(null))
                .notificationARNs(definition.notificationArns())
                .rollbackConfiguration(RollbackConfiguration.builder().build())
                .capabilitiesWithStrings(definition.capabilities())
                .tags(definition.tags())
                .changes(values ? masked(page.items(), Mask.of(stack, definition)) : plain(page.items()))
                .nextToken(page.nextToken().orElse(null))
                .includeNestedStacks(row.nested())
                .onStackFailure(row.onFailure().map(Enum::name).orElse(null))
                .build();
    }

    private static List<Change> masked(List<Change> changes, Mask mask) {
        return changes.stream()
                .map(change -> change.toBuilder()
                        .resourceChange(masked(change.resourceChange(), mask))
                        .build())
                .toList();
    }

    private static ResourceChange masked(ResourceChange change, Mask mask) {
        return change.toBuilder()
                .beforeContext(change.beforeContext() == null ? null : mask.json(change.beforeContext()))
                .afterContext(change.afterContext() == null ? null : mask.json(change.afterContext()))
                .details(change.details().stream()
                        .map(detail -> detail.toBuilder()
                                .target(masked(detail.target(), mask))
                                .build())
                        .toList())
                .build();
    }

    private static ResourceTargetDefinition masked(ResourceTargetDefinition target, Mask mask) {
        return target.toBuilder()
                .beforeValue(target.beforeValue() == null ? null : mask.value(target.beforeValue()))
                .afterValue(target.afterValue() == null ? null : mask.value(target.afterValue()))
                .build();
    }

    private static List<Change> plain(List<Change> changes) {
        return changes.stream()
                .map(change -> change.toBuilder()
                        .resourceChange(plain(change.resourceChange()))
                        .build())
                .toList();
    }

    private static ResourceChange plain(ResourceChange change) {
        return change.toBuilder()
                .beforeContext(null)
                .afterContext(null)
                .details(change.details().stream()
                        .map(detail -> detail.toBuilder()
                                .target(detail.target().toBuilder()
                                        .path(null)
                                        .beforeValue(null)
                                        .afterValue(null)
                                        .attributeChangeType((String) null)
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    static ChangeSetSummary summary(ChangeSetRow row, StackRow stack) {
        return ChangeSetSummary.builder()
                .changeSetId(row.id())
                .changeSetName(row.name())
                .stackId(row.stackId())
                .stackName(stack.name())
                .executionStatus(row.executionStatus())
                .status(row.status())
                .statusReason(row.reason().orElse(null))
                .creationTime(row.created())
                .description(row.description().orElse(null))
                .includeNestedStacks(row.nested())
                .build();
    }
}
