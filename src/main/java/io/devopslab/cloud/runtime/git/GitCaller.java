package io.devopslab.cloud.runtime.git;

/**
 * Who uses git.
 *
 * @param account the AWS account whose repositories the caller sees
 * @param arn the IAM principal, for example {@code arn:aws:iam::123456789012:user/jane}
 */
public record GitCaller(String account, String arn) {}
