package io.devopslab.cloud.service.codepipeline.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Creates, updates or deletes a stack, or makes and executes a change set (CodePipeline User Guide, "AWS
 * CloudFormation deploy action reference"). What the action remembers is which of these it has begun.
 */
final class CloudFormationDeploy implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofDays(3);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Set<StackStatus> GOOD =
            Set.of(StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE, StackStatus.IMPORT_COMPLETE);

    private final ServiceContext context;
    private final Stacks stacks;
    private final ChangeSets changeSets;
    private final Artifacts artifacts;

    /** What an action has begun. */
    private enum Step {
        /** The stack is busy with something else. */
        WAIT,
        CREATE,
        UPDATE,
        DELETE,
        /** A broken stack is deleted, and will be created again. */
        REPLACE,
        CHANGE_SET,
        EXECUTE
    }

    CloudFormationDeploy(ServiceContext context, Supplier<CloudFormationClient> cloudFormation, Artifacts artifacts) {
        this.context = context;
        this.stacks = new Stacks(cloudFormation);
        this.changeSets = new ChangeSets(cloudFormation);
        this.artifacts = artifacts;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    private static String stackName(ActionCall call) {
        return call.configuration().getOrDefault("StackName", "");
    }

    @Override
    public Progress start(ActionCall call) {
        Optional<Stack> stack = stacks.find(stackName(call));
        if (stack.isPresent() && Stacks.isBusy(stack.get())) {
            return running(stack.get().stackId(), Step.WAIT);
        }
        String mode = call.configuration().getOrDefault("ActionMode", "");
        return switch (mode) {
            case "CREATE_UPDATE" -> createOrUpdate(call, stack);
            case "REPLACE_ON_FAILURE" ->
                stack.filter(Stacks::isBroken).isPresent()
                        ? delete(call, stack.get(), Step.REPLACE)
                        : createOrUpdate(call, stack);
            case "DELETE_ONLY" ->
                stack.isPresent()
                        ? delete(call, stack.get(), Step.DELETE)
                        : new Progress.Succeeded(External.summary("Stack " + stackName(call) + " does not exist."));
            case "CHANGE_SET_REPLACE" -> replaceChangeSet(call, stack);
            case "CHANGE_SET_EXECUTE" -> executeChangeSet(call, stack);
            default -> throw new IllegalArgumentException("The action mode '" + mode + "' does not exist.");
        };
    }

    private Progress createOrUpdate(ActionCall call, Optional<Stack> stack) {
        StackInputs inputs = new StackInputs(call, artifacts);
        if (stack.isEmpty() || stack.get().stackStatus() == StackStatus.REVIEW_IN_PROGRESS) {
            return running(stacks.create(call, stackName(call), inputs), Step.CREATE);
        }
        return stacks.update(call, stackName(call), inputs)
                ? running(stack.get().stackId(), Step.UPDATE)
                : succeeded(call, stack.get(), "No updates are to be performed.");
    }

    private Progress delete(ActionCall call, Stack stack, Step step) {
        stacks.delete(call, stackName(call));
        return running(stack.stackId(), step);
    }

    private Progress replaceChangeSet(ActionCall call, Optional<Stack> stack) {
        if (stack.isPresent() && changeSets.find(call, stackName(call)).isPresent()) {
            changeSets.delete(call, stackName(call));
        }
        changeSets.create(call, stackName(call), stack, new StackInputs(call, artifacts));
        String id = stacks.find(stackName(call)).map(Stack::stackId).orElse(stackName(call));
        return running(id, Step.CHANGE_SET);
    }

    private Progress executeChangeSet(ActionCall call, Optional<Stack> stack) {
        Optional<DescribeChangeSetResponse> changeSet =
                stack.flatMap(found -> changeSets.find(call, found.stackName()));
        if (stack.isEmpty() || changeSet.isEmpty()) {
            return new Progress.Failed("JobFailed", "ChangeSet [" + ChangeSets.name(call) + "] does not exist");
        }
        if (changeSet.get().executionStatus() == ExecutionStatus.EXECUTE_COMPLETE) {
            return running(stack.get().stackId(), Step.EXECUTE);
        }
        if (ChangeSets.isEmpty(changeSet.get())) {
            return succeeded(call, stack.get(), "No updates are to be performed.");
        }
        changeSets.execute(call, stackName(call));
        return running(stack.get().stackId(), Step.EXECUTE);
    }

    private Progress.Running running(String stackId, Step step) {
        return new Progress.Running(external(stackId), Optional.of(step.name()), LOOK);
    }

    private External external(String stackId) {
        return External.of(
                stackId,
                "https://console.aws.amazon.com/cloudformation/home?region="
                        + context.scope().region() + "#/stack/detail?stackId="
                        + URLEncoder.encode(stackId, StandardCharsets.UTF_8));
    }

    @Override
    public Progress look(ActionCall call) {
        Step step = call.run().memory().map(Step::valueOf).orElse(Step.WAIT);
        String id = call.run().outcome().external().id().orElse(stackName(call));
        Optional<Stack> stack = stacks.find(id);
        if (stack.isPresent() && Stacks.isBusy(stack.get())) {
            return running(id, step);
        }
        return switch (step) {
            case WAIT -> start(call);
            case CREATE, UPDATE, EXECUTE -> finished(call, stack, step);
            case DELETE, REPLACE -> deleted(call, stack, step);
            case CHANGE_SET -> changeSet(call, stack);
        };
    }

    private Progress finished(ActionCall call, Optional<Stack> stack, Step step) {
        if (stack.isEmpty()) {
            return new Progress.Failed("JobFailed", "Stack " + stackName(call) + " does not exist.");
        }
        if (GOOD.contains(stack.get().stackStatus())) {
            String done = stack.get().stackStatus() == StackStatus.CREATE_COMPLETE ? "created" : "updated";
            return succeeded(call, stack.get(), "Stack " + stackName(call) + " was " + done + ".");
        }
        if (step == Step.EXECUTE && stack.get().stackStatus() == StackStatus.REVIEW_IN_PROGRESS) {
            return running(stack.get().stackId(), step);
        }
        return new Progress.Failed(external(stack.get().stackId()), "JobFailed", stacks.problem(stack.get()));
    }

    private Progress deleted(ActionCall call, Optional<Stack> stack, Step step) {
        if (stack.isPresent() && stack.get().stackStatus() == StackStatus.DELETE_FAILED) {
            return new Progress.Failed(external(stack.get().stackId()), "JobFailed", stacks.problem(stack.get()));
        }
        if (step == Step.REPLACE) {
            return running(stacks.create(call, stackName(call), new StackInputs(call, artifacts)), Step.CREATE);
        }
        return new Progress.Succeeded(External.summary("Stack " + stackName(call) + " was deleted."));
    }

    private Progress changeSet(ActionCall call, Optional<Stack> stack) {
        Optional<DescribeChangeSetResponse> changeSet =
                stack.flatMap(found -> changeSets.find(call, found.stackName()));
        if (stack.isEmpty() || changeSet.isEmpty()) {
            return new Progress.Failed("JobFailed", "ChangeSet [" + ChangeSets.name(call) + "] does not exist");
        }
        ChangeSetStatus status = changeSet.get().status();
        if (status == ChangeSetStatus.CREATE_COMPLETE || ChangeSets.isEmpty(changeSet.get())) {
            return succeeded(call, stack.get(), "Change set " + ChangeSets.name(call) + " was created.");
        }
        return status == ChangeSetStatus.FAILED
                ? new Progress.Failed(
                        external(stack.get().stackId()),
                        "JobFailed",
                        String.valueOf(changeSet.get().statusReason()))
                : running(stack.get().stackId(), Step.CHANGE_SET);
    }

    private Progress succeeded(ActionCall call, Stack stack, String summary) {
        Map<String, String> outputs = new HashMap<>();
        stack.outputs().forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
        Optional.ofNullable(call.configuration().get("OutputFileName"))
                .filter(name -> !call.run().outputs().isEmpty())
                .ifPresent(name -> putOutputs(call, name, outputs));
        return new Progress.Succeeded(external(stack.stackId()).withSummary(summary), outputs);
    }

    private void putOutputs(ActionCall call, String name, Map<String, String> outputs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        outputs.forEach(document::put);
        Path file = context.files().resolve("outputs").resolve(call.run().id() + ".zip");
        try {
            Files.deleteIfExists(file);
            try (ZipFile zip = ZipFile.create(file)) {
                zip.add(name, document.toString().getBytes(StandardCharsets.UTF_8), false);
            }
            artifacts.put(call.output(), file);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The outputs of the stack cannot be written to " + name + ".", e);
        }
    }
}
