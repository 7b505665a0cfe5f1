package io.devopslab.cloud.service.codebuild.run;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services that builds call. */
public record BuildClients(
        Supplier<CloudWatchLogsClient> logs,
        Supplier<S3Client> s3,
        Supplier<CodeCommitClient> codeCommit,
        Supplier<SsmClient> ssm,
        Supplier<StsClient> sts) {}
