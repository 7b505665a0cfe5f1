package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow.StopOrder;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.ContinueDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.ContinueDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentWaitTypeException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionIdException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionStatusException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.PutLifecycleEventHookExecutionStatusRequest;
import software.amazon.awssdk.services.codedeploy.model.PutLifecycleEventHookExecutionStatusResponse;
import software.amazon.awssdk.services.codedeploy.model.StopDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.StopDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.StopStatus;
import software.amazon.awssdk.services.codedeploy.model.UnsupportedActionForDeploymentTypeException;

/** What can be done to a deployment under way: stop it, let it continue, and tell how a hook went. */
public final class Control {

    private final DeploymentTable deployments;
    private final Engine engine;

    Control(DeploymentTable deployments, Engine engine) {
        this.deployments = deployments;
        this.engine = engine;
    }

    public StopDeploymentResponse stop(StopDeploymentRequest request) {
        StopOrder order = new StopOrder(Optional.ofNullable(request.autoRollbackEnabled()));
        deployments.store().write(() -> {
            DeploymentRow row = open(request.deploymentId());
            deployments.put(row.with(order));
        });
        engine.wake(request.deploymentId());
        return StopDeploymentResponse.builder()
                .status(StopStatus.SUCCEEDED)
                .statusMessage("No more commands will be scheduled for execution in the deployment instances")
                .build();
    }

    private DeploymentRow open(String id) {
        DeploymentRow row = deployments.require(id);
        if (row.hasEnded()) {
            throw Errors.of(
                    DeploymentAlreadyCompletedException.builder(), "The deployment " + id + " is already completed");
        }
        return row;
    }

    /** Goes on without waiting any longer; what is waited for is the traffic if nothing else is said. */
    public ContinueDeploymentResponse proceed(ContinueDeploymentRequest request) {
        DeploymentRow row = open(request.deploymentId());
        if (request.deploymentWaitType() == DeploymentWaitType.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidDeploymentWaitTypeException.builder(),
                    "The wait type is invalid: " + request.deploymentWaitTypeAsString());
        }
        if (row.info().deploymentStyle().deploymentType() != DeploymentType.BLUE_GREEN) {
            throw Errors.of(
                    UnsupportedActionForDeploymentTypeException.builder(),
                    "Only blue/green deployments can be continued");
        }
        DeploymentWaitType wait =
                Optional.ofNullable(request.deploymentWaitType()).orElse(DeploymentWaitType.READY_WAIT);
        if (!engine.platform(row).proceed(row, wait)) {
            throw Errors.of(
                    DeploymentIsNotInReadyStateException.builder(),
                    "The deployment " + row.id() + " is not in the ready state");
        }
        engine.wake(row.id());
        return ContinueDeploymentResponse.builder().build();
    }

    public PutLifecycleEventHookExecutionStatusResponse put(PutLifecycleEventHookExecutionStatusRequest request) {
        DeploymentRow row = deployments.require(request.deploymentId());
        String execution = request.lifecycleEventHookExecutionId();
        if (execution == null || execution.isEmpty()) {
            throw unknownExecution();
        }
        // "Succeeded" or "Failed" only, says the operation's own error.
        if (!List.of(LifecycleEventStatus.SUCCEEDED, LifecycleEventStatus.FAILED)
                .contains(Optional.ofNullable(request.status()).orElse(LifecycleEventStatus.UNKNOWN))) {
            throw Errors.of(
                    InvalidLifecycleEventHookExecutionStatusException.builder(),
                    "The result of a Lambda validation function that verifies a lifecycle event is invalid. It should"
                            + " return Succeeded or Failed.");
        }
        if (!engine.platform(row).report(row.id(), execution, request.status())) {
            throw unknownExecution();
        }
        engine.wake(row.id());
        return PutLifecycleEventHookExecutionStatusResponse.builder()
                .lifecycleEventHookExecutionId(execution)
                .build();
    }

    private static RuntimeException unknownExecution() {
        return Errors.of(
                InvalidLifecycleEventHookExecutionIdException.builder(),
                "A lifecycle event hook is invalid. Review the hooks section in your AppSpec file to ensure the"
                        + " lifecycle events and hooks functions are valid.");
    }
}
