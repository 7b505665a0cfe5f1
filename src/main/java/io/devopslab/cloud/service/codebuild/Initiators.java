package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;

/** Who started a build, as CodeBuild shows it. */
final class Initiators {

    private Initiators() {}

    /** {@code codepipeline/NAME}, {@code rule/NAME}, a user's name, or {@code role/session}. */
    static String of(AwsRequest request, ServiceContext context) {
        Optional<String> source = CallSource.of(request);
        if (source.isPresent()) {
            String resource = Arns.resource(source.get());
            return isPipeline(request) ? "codepipeline/" + resource.replaceFirst("/.*", "") : resource;
        }
        String arn = Caller.of(request, context).arn();
        String resource = Arns.resource(arn);
        return resource.replaceFirst("^(user|assumed-role)/", "");
    }

    /** Whether a pipeline calls. */
    static boolean isPipeline(AwsRequest request) {
        return CallSource.of(request)
                .filter(arn -> arn.startsWith("arn:aws:codepipeline:"))
                .isPresent();
    }
}
