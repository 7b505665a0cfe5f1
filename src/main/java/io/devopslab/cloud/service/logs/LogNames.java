package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Scope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names, identifiers and ARNs of groups and streams, and the constraints on them. */
final class LogNames {

    static final Pattern GROUP = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
    static final Pattern STREAM = Pattern.compile("[^:*]*");
    static final Pattern IDENTIFIER = Pattern.compile("[\\w#+=/:,.@-]*");
    private static final int LONGEST = 512;

    private LogNames() {}

    static Constraints group(Constraints checks, String member, @Nullable String name) {
        return checks.length(member, name, 1, LONGEST).pattern(member, name, GROUP);
    }

    static Constraints stream(Constraints checks, String member, @Nullable String name) {
        return checks.length(member, name, 1, LONGEST).pattern(member, name, STREAM);
    }

    static String requireGroup(@Nullable String name) {
        group(new Constraints().required("logGroupName", name), "logGroupName", name)
                .orThrow(LogErrors::invalid);
        return java.util.Objects.requireNonNull(name);
    }

    static void requireStream(@Nullable String group, @Nullable String stream) {
        Constraints checks = new Constraints().required("logGroupName", group).required("logStreamName", stream);
        stream(group(checks, "logGroupName", group), "logStreamName", stream).orThrow(LogErrors::invalid);
    }

    /** The group that a request names by its name, or by an identifier that is a name or an ARN; not both. */
    static String group(@Nullable String name, @Nullable String identifier) {
        group(new Constraints(), "logGroupName", name)
                .length("logGroupIdentifier", identifier, 1, 2048)
                .pattern("logGroupIdentifier", identifier, IDENTIFIER)
                .orThrow(LogErrors::invalid);
        if ((name == null) == (identifier == null)) {
            throw LogErrors.invalid(
                    name == null
                            ? "Either logGroupName or logGroupIdentifier must be specified."
                            : "LogGroup name and LogGroup identifier are mutually exclusive parameters.");
        }
        return name == null ? ofIdentifier(java.util.Objects.requireNonNull(identifier)) : name;
    }

    /** The name in an identifier, or in an ARN of a group with or without {@code :*}. */
    static String ofIdentifier(String identifier) {
        if (!identifier.startsWith("arn:")) {
            return identifier;
        }
        String[] parts = identifier.split(":", 8);
        if (parts.length < 7 || !parts[2].equals("logs") || !parts[5].equals("log-group")) {
            throw LogErrors.invalid("The ARN '" + identifier + "' is not the ARN of a log group.");
        }
        return parts[6];
    }

    /** The ARN without {@code :*}, as {@code logGroupArn} and the tagging operations have it. */
    static String groupArn(Scope scope, String group) {
        return Arns.of("logs", scope, "log-group:" + group);
    }

    static String streamArn(Scope scope, String group, String stream) {
        return groupArn(scope, group) + ":log-stream:" + stream;
    }
}
