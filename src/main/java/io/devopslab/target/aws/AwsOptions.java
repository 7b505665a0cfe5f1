package io.devopslab.target.aws;

import java.net.URI;
import java.util.Optional;

/**
 * What somebody said about the account that is meant; what they did not say is found as the {@code aws} command finds it.
 *
 * @param profile a profile of {@code ~/.aws}
 * @param region for example {@code eu-west-1}
 * @param endpoint where all services answer in AWS's place
 */
public record AwsOptions(Optional<String> profile, Optional<String> region, Optional<URI> endpoint) {

    /** Nothing was said. */
    public static AwsOptions none() {
        return new AwsOptions(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
