package io.devopslab.cloud.kernel;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Who makes a request, as {@code sts:GetCallerIdentity} would tell.
 *
 * @param arn for example {@code arn:aws:sts::123456789012:assumed-role/deploy/session}
 * @param id the unique identifier: {@code AIDA…}, {@code AROA…:session}, or the account of its root
 */
public record Caller(String account, String arn, String id) {

    /**
     * The owner of the request's credentials. A call within this process has none and comes from the account's root.
     */
    public static Caller of(AwsRequest request, ServiceContext context) {
        return accessKey(request, context)
                .map(key -> new Caller(key.account(), key.principalArn(), key.principalId()))
                .orElseGet(() -> root(context.scope().account()));
    }

    /** The key that signed the request, if one did. */
    public static Optional<AccessKeys.AccessKey> accessKey(AwsRequest request, ServiceContext context) {
        return request.overrideConfiguration()
                .flatMap(AwsRequestOverrideConfiguration::credentialsProvider)
                .map(provider -> provider.resolveCredentials().accessKeyId())
                .flatMap(context.accessKeys()::find);
    }

    /** The root user of an account. */
    public static Caller root(String account) {
        return new Caller(account, "arn:aws:iam::" + account + ":root", account);
    }
}
