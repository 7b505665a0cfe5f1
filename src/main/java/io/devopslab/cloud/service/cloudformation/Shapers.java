package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDetail;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** Rows as the API shows them. */
final class Shapers {

    private final DriftTable drift;

    Shapers(DriftTable drift) {
        this.drift = drift;
    }

    Stack stack(StackRow row) {
        Definition definition = row.definition();
        return Stack.builder()
                .stackId(row.id())
                .stackName(row.name())
                .changeSetId(row.settings().changeSetId().orElse(null))
                .description(definition.description().orElse(null))
                .parameters(definition.shownParameters())
                .creationTime(row.created())
                .lastUpdatedTime(row.updated().orElse(null))
                .deletionTime(row.deleted().orElse(null))
                .rollbackConfiguration(RollbackConfiguration.builder().build())
                .stackStatus(row.status())
                .stackStatusReason(row.reason().orElse(null))
                .disableRollback(row.settings().disableRollback())
                .notificationARNs(definition.notificationArns())
                .timeoutInMinutes(row.settings().timeoutMinutes().orElse(null))
                .capabilitiesWithStrings(definition.capabilities())
                .outputs(row.outputs())
                .roleARN(definition.roleArn().orElse(null))
                .tags(definition.tags())
                .enableTerminationProtection(row.settings().terminationProtection())
                .parentId(row.settings().parentId().orElse(null))
                .rootId(row.settings().rootId().orElse(null))
                .retainExceptOnCreate(row.settings().retainExceptOnCreate() ? Boolean.TRUE : null)
                .driftInformation(drift.stack(row.id()))
                .build();
    }

    StackSummary summary(StackRow row) {
        return StackSummary.builder()
                .stackId(row.id())
                .stackName(row.name())
                .templateDescription(row.definition().description().orElse(null))
                .creationTime(row.created())
                .lastUpdatedTime(row.updated().orElse(null))
                .deletionTime(row.deleted().orElse(null))
                .stackStatus(row.status())
                .stackStatusReason(row.reason().orElse(null))
                .parentId(row.settings().parentId().orElse(null))
                .rootId(row.settings().rootId().orElse(null))
                .driftInformation(StackDriftInformationSummary.builder()
                        .stackDriftStatus(drift.stack(row.id()).stackDriftStatus())
                        .lastCheckTimestamp(drift.stack(row.id()).lastCheckTimestamp())
                        .build())
                .build();
    }

    StackResource resource(StackRow stack, ResourceRow row) {
        return StackResource.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .logicalResourceId(row.logicalId())
                .physicalResourceId(physicalId(row))
                .resourceType(row.type())
                .timestamp(row.timestamp())
                .resourceStatus(row.status())
                .resourceStatusReason(row.reason().orElse(null))
                .driftInformation(drift.resource(row.stackId(), row.logicalId()))
                .build();
    }

    StackResourceDetail detail(StackRow stack, ResourceRow row) {
        String metadata = row.current()
                .map(state ->
                        state.metadata().isEmpty() ? "{}" : state.metadata().toString())
                .orElse("{}");
        return StackResourceDetail.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .logicalResourceId(row.logicalId())
                .physicalResourceId(physicalId(row))
                .resourceType(row.type())
                .lastUpdatedTimestamp(row.timestamp())
                .resourceStatus(row.status())
                .resourceStatusReason(row.reason().orElse(null))
                .metadata(metadata)
                .driftInformation(drift.resource(row.stackId(), row.logicalId()))
                .build();
    }

    StackResourceSummary summary(ResourceRow row) {
        return StackResourceSummary.builder()
                .logicalResourceId(row.logicalId())
                .physicalResourceId(physicalId(row))
                .resourceType(row.type())
                .lastUpdatedTimestamp(row.timestamp())
                .resourceStatus(row.status())
                .resourceStatusReason(row.reason().orElse(null))
                .driftInformation(summary(drift.resource(row.stackId(), row.logicalId())))
                .build();
    }

    private static @Nullable String physicalId(ResourceRow row) {
        return row.physicalId().isEmpty() ? null : row.physicalId();
    }

    private static StackResourceDriftInformationSummary summary(StackResourceDriftInformation information) {
        return StackResourceDriftInformationSummary.builder()
                .stackResourceDriftStatus(information.stackResourceDriftStatus())
                .lastCheckTimestamp(information.lastCheckTimestamp())
                .build();
    }
}
