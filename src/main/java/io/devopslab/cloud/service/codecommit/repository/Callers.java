package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Tells who makes a request: the principal of its access key, or the account's root where it has none. */
public final class Callers {

    private final String account;
    private final AccessKeys keys;

    public Callers(ServiceContext context) {
        this.account = context.scope().account();
        this.keys = context.accessKeys();
    }

    public GitCaller of(AwsRequest request) {
        return request.overrideConfiguration()
                .flatMap(AwsRequestOverrideConfiguration::credentialsProvider)
                .flatMap(provider ->
                        Optional.ofNullable(provider.resolveCredentials().accessKeyId()))
                .flatMap(keys::find)
                .map(AccessKey::principalArn)
                .map(arn -> new GitCaller(account, arn))
                .orElseGet(this::root);
    }

    public GitCaller root() {
        return new GitCaller(account, "arn:aws:iam::" + account + ":root");
    }
}
