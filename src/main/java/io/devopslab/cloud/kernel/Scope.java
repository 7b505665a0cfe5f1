package io.devopslab.cloud.kernel;

import java.util.regex.Pattern;

/**
 * The partition that a resource lives in. Account-wide services (IAM, STS, S3's names) share the scope
 * whose region is {@link #GLOBAL}.
 *
 * @param account the twelve digits of an AWS account
 * @param region a region's code, for example {@code eu-west-1}, or {@link #GLOBAL}
 */
public record Scope(String account, String region) {

    /** The region of a scope that belongs to the whole account. */
    public static final String GLOBAL = "global";

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d|" + GLOBAL);

    public Scope {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("An AWS account is twelve digits, not '" + account + "'.");
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("'" + region + "' is not the code of an AWS region.");
        }
    }

    /** The scope of the account-wide services beside this one. */
    public Scope global() {
        return new Scope(account, GLOBAL);
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}
