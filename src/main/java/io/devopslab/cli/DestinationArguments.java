package io.devopslab.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where exactly a target of others is; what is not said is found as the {@code aws} command finds it. */
final class DestinationArguments {

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Where the emulator of --target endpoint answers, or what stands in the place of aws. "
                    + "Default: AWS_ENDPOINT_URL.")
    private Optional<String> endpoint = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "With --target aws: the profile of ~/.aws whose credentials are used. Default: AWS_PROFILE, "
                    + "or what the AWS SDK finds.")
    private Optional<String> profile = Optional.empty();

    Optional<String> endpoint() {
        return endpoint;
    }

    Optional<String> profile() {
        return profile;
    }
}
