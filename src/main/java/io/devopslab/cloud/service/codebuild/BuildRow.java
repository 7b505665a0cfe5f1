package io.devopslab.cloud.service.codebuild;

import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * A build as it is kept.
 *
 * @param build what is shown of it
 * @param project what it is made from: the project with what the start of the build put in its place
 * @param revision the revision of the source, when a pipeline told it
 * @param sequence grows with each build of the scope
 * @param token the idempotency token of its start
 * @param restarted whether a run of it was cut off by the end of the cloud's process
 */
record BuildRow(
        Build build,
        Project project,
        Optional<String> revision,
        long sequence,
        Optional<String> token,
        boolean restarted) {

    BuildRow with(Build changed) {
        return new BuildRow(changed, project, revision, sequence, token, restarted);
    }

    BuildRow asRestarted(Build changed) {
        return new BuildRow(changed, project, revision, sequence, token, true);
    }

    boolean isRunning() {
        return build.buildStatus() == StatusType.IN_PROGRESS;
    }

    String id() {
        return build.id();
    }
}
