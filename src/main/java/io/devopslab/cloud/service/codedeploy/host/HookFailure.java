package io.devopslab.cloud.service.codedeploy.host;

import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;

/** A lifecycle event failed on a host; what its diagnostics tell. */
final class HookFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final LifecycleErrorCode code;
    private final String script;
    private final String logTail;

    HookFailure(LifecycleErrorCode code, String script, String message, String logTail) {
        super(message);
        this.code = code;
        this.script = script;
        this.logTail = logTail;
    }

    static HookFailure unknown(String message) {
        return new HookFailure(LifecycleErrorCode.UNKNOWN_ERROR, "", message, "");
    }

    LifecycleErrorCode code() {
        return code;
    }

    String script() {
        return script;
    }

    String logTail() {
        return logTail;
    }
}
