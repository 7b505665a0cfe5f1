package io.devopslab.cloud.service.codebuild.run;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The project's service role, as the build has assumed it. */
final class ServiceRole {

    private final Credentials credentials;

    private ServiceRole(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * @throws software.amazon.awssdk.core.exception.SdkException when the role does not exist or cannot be assumed
     */
    static ServiceRole assume(BuildJob job) {
        return new ServiceRole(job.clients()
                .sts()
                .get()
                .assumeRole(r -> r.roleArn(job.project().serviceRole()).roleSessionName("AWSCodeBuild-" + job.uuid()))
                .credentials());
    }

    /** What a request carries that is made in the role's name. */
    AwsRequestOverrideConfiguration signature() {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())))
                .build();
    }

    Map<String, String> variables() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", credentials.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey(),
                "AWS_SESSION_TOKEN", credentials.sessionToken());
    }
}
