package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** The calls of CloudFormation that an action makes for its stack. */
final class Stacks {

    private static final Set<StackStatus> FAILED = Set.of(
            StackStatus.CREATE_FAILED,
            StackStatus.ROLLBACK_COMPLETE,
            StackStatus.ROLLBACK_FAILED,
            StackStatus.DELETE_FAILED,
            StackStatus.UPDATE_ROLLBACK_FAILED);

    private final Supplier<CloudFormationClient> cloudFormation;

    Stacks(Supplier<CloudFormationClient> cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    /** The stack of that name or identifier; empty when there is none. */
    Optional<Stack> find(String name) {
        try {
            return cloudFormation
                    .get()
                    .describeStacks(
                            DescribeStacksRequest.builder().stackName(name).build())
                    .stacks()
                    .stream()
                    .findFirst();
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static boolean isBusy(Stack stack) {
        return stack.stackStatusAsString().endsWith("_IN_PROGRESS")
                && stack.stackStatus() != StackStatus.REVIEW_IN_PROGRESS;
    }

    /** Whether the only way on is to delete it. */
    static boolean isBroken(Stack stack) {
        return FAILED.contains(stack.stackStatus());
    }

    static List<String> capabilities(ActionCall call) {
        return Arrays.stream(
                        call.configuration().getOrDefault("Capabilities", "").split(",", -1))
                .map(String::strip)
                .filter(capability -> !capability.isEmpty())
                .toList();
    }

    /** Begins to create the stack, and gives its identifier. */
    String create(ActionCall call, String name, StackInputs inputs) {
        return cloudFormation
                .get()
                .createStack(CreateStackRequest.builder()
                        .stackName(name)
                        .templateBody(inputs.template())
                        .parameters(inputs.parameters())
                        .tags(inputs.tags())
                        .stackPolicyBody(inputs.stackPolicy().orElse(null))
                        .capabilitiesWithStrings(capabilities(call))
                        .roleARN(call.configuration().get("RoleArn"))
                        .clientRequestToken(call.run().id())
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build())
                .stackId();
    }

    /** Begins to update the stack; false when it is as it should be. */
    boolean update(ActionCall call, String name, StackInputs inputs) {
        try {
            cloudFormation
                    .get()
                    .updateStack(UpdateStackRequest.builder()
                            .stackName(name)
                            .templateBody(inputs.template())
                            .parameters(inputs.parameters())
                            .tags(inputs.tags())
                            .stackPolicyBody(inputs.stackPolicy().orElse(null))
                            .capabilitiesWithStrings(capabilities(call))
                            .roleARN(call.configuration().get("RoleArn"))
                            .clientRequestToken(call.run().id())
                            .overrideConfiguration(CallSource.of(call.pipelineArn()))
                            .build());
            return true;
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("No updates are to be performed")) {
                return false;
            }
            throw e;
        }
    }

    void delete(ActionCall call, String name) {
        cloudFormation
                .get()
                .deleteStack(DeleteStackRequest.builder()
                        .stackName(name)
                        .roleARN(call.configuration().get("RoleArn"))
                        .clientRequestToken(call.run().id())
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build());
    }

    /** Why the last change of the stack failed, as its events tell. */
    String problem(Stack stack) {
        Optional<String> reason = cloudFormation
                .get()
                .describeStackEvents(DescribeStackEventsRequest.builder()
                        .stackName(stack.stackId())
                        .build())
                .stackEvents()
                .stream()
                .filter(event -> stack.stackId().equals(event.physicalResourceId()))
                .filter(event -> event.resourceStatusReason() != null)
                .filter(event -> event.resourceStatusAsString().contains("ROLLBACK_IN_PROGRESS")
                        || event.resourceStatusAsString().endsWith("_FAILED"))
                .findFirst()
                .map(StackEvent::resourceStatusReason);
        return reason.or(() -> Optional.ofNullable(stack.stackStatusReason()))
                .orElse("The stack is in the state " + stack.stackStatusAsString() + ".");
    }
}
