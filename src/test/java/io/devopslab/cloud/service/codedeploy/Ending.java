package io.devopslab.cloud.service.codedeploy;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;

/** The ways in which a deployment of a function that has begun can end. */
enum Ending {
    SUCCESS(DeploymentStatus.SUCCEEDED, Optional.empty(), Optional.empty()),
    HOOK(
            DeploymentStatus.FAILED,
            Optional.of(ErrorCode.HOOK_EXECUTION_FAILURE),
            Optional.of(AutoRollbackEvent.DEPLOYMENT_FAILURE)),
    ALARM(
            DeploymentStatus.STOPPED,
            Optional.of(ErrorCode.ALARM_ACTIVE),
            Optional.of(AutoRollbackEvent.DEPLOYMENT_STOP_ON_ALARM)),
    WISH(
            DeploymentStatus.STOPPED,
            Optional.of(ErrorCode.MANUAL_STOP),
            Optional.of(AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST));

    private final DeploymentStatus status;
    private final Optional<ErrorCode> error;
    private final Optional<AutoRollbackEvent> event;

    Ending(DeploymentStatus status, Optional<ErrorCode> error, Optional<AutoRollbackEvent> event) {
        this.status = status;
        this.error = error;
        this.event = event;
    }

    /** How that deployment has ended; empty when in no way that there is. */
    static Optional<Ending> of(DeploymentInfo info) {
        Optional<ErrorCode> code = Optional.ofNullable(info.errorInformation()).map(error -> error.code());
        return Stream.of(values())
                .filter(ending -> ending.status == info.status() && ending.error.equals(code))
                .findFirst();
    }

    /** What a group must be configured for, if this ending is to be followed by a rollback. */
    Optional<AutoRollbackEvent> event() {
        return event;
    }
}
