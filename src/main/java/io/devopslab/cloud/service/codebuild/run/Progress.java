package io.devopslab.cloud.service.codebuild.run;

import java.util.function.Consumer;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** Hears how a build comes along. When somebody else has ended the build meanwhile, what it hears has no effect. */
public interface Progress {

    void begin(BuildPhaseType phase);

    /**
     * Ends the phase that was begun last.
     *
     * @param code the context's status code; empty with an empty message for nothing to tell
     */
    void end(BuildPhaseType phase, StatusType status, String code, String message);

    /** Changes what {@code BatchGetBuilds} shows of the build. */
    void update(Consumer<Build.Builder> change);

    /** Ends the build. */
    void complete(StatusType status);

    /** Whether the build goes on, as far as anybody else is concerned. */
    boolean isRunning();
}
