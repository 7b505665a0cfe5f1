package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.Project;

/**
 * A build that is to be run.
 *
 * @param build as it stands when it is started
 * @param project with everything that the start of the build put in the place of the project's own
 * @param revision the revision of the source, when whoever started the build knows it better than the source's store
 * @param isRestart whether an earlier run was cut off by the end of the cloud's process
 */
public record BuildJob(
        ServiceContext context,
        BuildClients clients,
        Build build,
        Project project,
        Optional<String> revision,
        boolean isRestart) {

    /** The part of the build's identifier that follows the project's name. */
    public String uuid() {
        return build.id().substring(build.id().indexOf(':') + 1);
    }
}
