package io.devopslab.cloud.service.codebuild.run;

import software.amazon.awssdk.services.codebuild.model.StatusType;

/** The end of a phase that did not succeed, with the phase's status and context. */
final class PhaseFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final StatusType status;
    private final String code;

    private PhaseFailure(StatusType status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** What the learner did, or what is missing in the account. */
    static PhaseFailure client(String message) {
        return failed("CLIENT_ERROR", message);
    }

    static PhaseFailure failed(String code, String message) {
        return new PhaseFailure(StatusType.FAILED, code, message);
    }

    static PhaseFailure timedOut() {
        return new PhaseFailure(StatusType.TIMED_OUT, "BUILD_TIMED_OUT", "Build has timed out. ");
    }

    static PhaseFailure stopped() {
        return new PhaseFailure(StatusType.STOPPED, "", "");
    }

    static PhaseFailure fault(String message) {
        return new PhaseFailure(StatusType.FAULT, "INTERNAL_SERVICE_ERROR", message);
    }

    StatusType status() {
        return status;
    }

    String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Whether the build cannot go on, whatever the buildspec says. */
    boolean isFinal() {
        return status != StatusType.FAILED;
    }
}
