package io.devopslab.cloud.kernel;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * On whose behalf one service calls another, as {@code aws:SourceArn} tells it in AWS: the rule that starts a
 * pipeline, the pipeline that starts a build. It travels beside the request; a caller from outside cannot set it,
 * because the wire hands no headers on.
 */
public final class CallSource {

    private static final String HEADER = "x-amz-source-arn";

    private CallSource() {}

    /** What a service puts on a request that it makes for the resource {@code arn}. */
    public static AwsRequestOverrideConfiguration of(String arn) {
        return AwsRequestOverrideConfiguration.builder().putHeader(HEADER, arn).build();
    }

    /** The ARN of the resource for which a service makes the request; empty when the caller is no service. */
    public static Optional<String> of(AwsRequest request) {
        return request.overrideConfiguration()
                .map(configuration -> configuration.headers().getOrDefault(HEADER, List.of()))
                .flatMap(values -> values.stream().findFirst());
    }
}
