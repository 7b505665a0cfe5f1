package io.devopslab.cloud.kernel;

/** Amazon Resource Names (IAM User Guide, "Identify AWS resources with ARNs"), in the partition {@code aws}. */
public final class Arns {

    private Arns() {}

    /** For example {@code arn:aws:codebuild:eu-west-1:123456789012:project/app}. */
    public static String of(String service, Scope scope, String resource) {
        String region = Scope.GLOBAL.equals(scope.region()) ? "" : scope.region();
        return "arn:aws:" + service + ":" + region + ":" + scope.account() + ":" + resource;
    }

    /** The part after the account, for example {@code project/app}; the text itself when it is no ARN or half of one. */
    public static String resource(String arn) {
        String[] parts = arn.split(":", 6);
        return arn.startsWith("arn:") && parts.length == 6 ? parts[5] : arn;
    }

    /** The last part of an ARN's resource, for example {@code app} of {@code project/app}; or the name as given. */
    public static String name(String arnOrName) {
        String resource = resource(arnOrName);
        int cut = Math.max(resource.lastIndexOf('/'), arnOrName.startsWith("arn:") ? resource.lastIndexOf(':') : -1);
        return resource.substring(cut + 1);
    }
}
