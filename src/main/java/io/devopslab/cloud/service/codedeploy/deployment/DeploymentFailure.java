package io.devopslab.cloud.service.codedeploy.deployment;

import software.amazon.awssdk.services.codedeploy.model.ErrorCode;

/** A deployment cannot go on, for a reason that its error information tells. */
public final class DeploymentFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public DeploymentFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
