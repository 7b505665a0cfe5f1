package io.devopslab.cloud.service.codedeploy.deployment;

import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;

/** A deployment cannot go on, for a reason that its error information tells. */
public final class DeploymentFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final DeploymentStatus status;

    public DeploymentFailure(ErrorCode code, String message) {
        this(code, message, DeploymentStatus.FAILED);
    }

    private DeploymentFailure(ErrorCode code, String message, DeploymentStatus status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** For a deployment that ends as stopped rather than as failed. */
    public static DeploymentFailure stopping(ErrorCode code, String message) {
        return new DeploymentFailure(code, message, DeploymentStatus.STOPPED);
    }

    /** How the deployment ends. */
    public DeploymentStatus status() {
        return status;
    }

    public ErrorCode code() {
        return code;
    }
}
