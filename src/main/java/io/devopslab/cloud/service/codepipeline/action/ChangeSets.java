package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The calls of CloudFormation that an action makes for its change set. */
final class ChangeSets {

    private final Supplier<CloudFormationClient> cloudFormation;

    ChangeSets(Supplier<CloudFormationClient> cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    static String name(ActionCall call) {
        String name = call.configuration().get("ChangeSetName");
        if (name == null) {
            throw new IllegalArgumentException("ChangeSetName is required for this action mode.");
        }
        return name;
    }

    Optional<DescribeChangeSetResponse> find(ActionCall call, String stack) {
        try {
            return Optional.of(cloudFormation
                    .get()
                    .describeChangeSet(DescribeChangeSetRequest.builder()
                            .stackName(stack)
                            .changeSetName(name(call))
                            .build()));
        } catch (ChangeSetNotFoundException e) {
            return Optional.empty();
        }
    }

    void delete(ActionCall call, String stack) {
        cloudFormation
                .get()
                .deleteChangeSet(DeleteChangeSetRequest.builder()
                        .stackName(stack)
                        .changeSetName(name(call))
                        .build());
    }

    /** Begins to create the change set, for a new stack where there is none. */
    String create(ActionCall call, String name, Optional<Stack> stack, StackInputs inputs) {
        boolean isNew = stack.isEmpty() || stack.get().stackStatus() == StackStatus.REVIEW_IN_PROGRESS;
        return cloudFormation
                .get()
                .createChangeSet(CreateChangeSetRequest.builder()
                        .stackName(name)
                        .changeSetName(name(call))
                        .changeSetType(isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateBody(inputs.template())
                        .parameters(inputs.parameters())
                        .tags(inputs.tags())
                        .capabilitiesWithStrings(Stacks.capabilities(call))
                        .roleARN(call.configuration().get("RoleArn"))
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build())
                .id();
    }

    void execute(ActionCall call, String stack) {
        cloudFormation
                .get()
                .executeChangeSet(ExecuteChangeSetRequest.builder()
                        .stackName(stack)
                        .changeSetName(name(call))
                        .clientRequestToken(call.run().id())
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build());
    }

    /** Whether a change set failed only because there is nothing to change. */
    static boolean isEmpty(DescribeChangeSetResponse changeSet) {
        String reason = String.valueOf(changeSet.statusReason());
        return reason.contains("didn't contain changes") || reason.contains("No updates are to be performed");
    }
}
