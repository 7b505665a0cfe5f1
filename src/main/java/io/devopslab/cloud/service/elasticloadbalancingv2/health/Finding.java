package io.devopslab.cloud.service.elasticloadbalancingv2.health;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/**
 * What one health check found.
 *
 * @param problem empty for a good answer
 * @param description the problem in words
 */
record Finding(Optional<TargetHealthReasonEnum> problem, String description) {

    static final Finding GOOD = new Finding(Optional.empty(), "");

    static final Finding TIMEOUT = of(TargetHealthReasonEnum.TARGET_TIMEOUT, "Request timed out");

    static final Finding FAILED = of(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS, "Health checks failed");

    static final Finding NOT_RUNNING =
            of(TargetHealthReasonEnum.TARGET_INVALID_STATE, "Target is in the stopped or terminated state");

    static Finding mismatch(int status) {
        return of(
                TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH,
                "Health checks failed with these codes: [" + status + "]");
    }

    private static Finding of(TargetHealthReasonEnum reason, String description) {
        return new Finding(Optional.of(reason), description);
    }

    boolean isGood() {
        return problem.isEmpty();
    }
}
