package io.devopslab.cloud.service.cloudformation;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The constraints that the API reference puts on members of requests, in the words of the service. */
final class Checks {

    private static final String STACK_NAME = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*";
    private static final Pattern STACK = Pattern.compile(STACK_NAME);
    private static final Pattern NEW_STACK = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9]*");
    private static final Pattern CHANGE_SET = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*");

    private Checks() {}

    static <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw detected("null", member, "Member must not be null");
        }
        return value;
    }

    /** The name or ARN of a stack that exists, or existed. */
    static String stackName(@Nullable String name) {
        String value = nonEmpty(name, "stackName");
        if (!STACK.matcher(value).matches()) {
            throw detected(
                    "'" + value + "'", "stackName", "Member must satisfy regular expression pattern: " + STACK_NAME);
        }
        return value;
    }

    /** The name of a stack to be made. */
    static String newStackName(@Nullable String name) {
        String value = nonEmpty(name, "stackName");
        if (!NEW_STACK.matcher(value).matches()) {
            throw detected(
                    "'" + value + "'",
                    "stackName",
                    "Member must satisfy regular expression pattern: " + NEW_STACK.pattern());
        }
        atMost(value, 128, "stackName");
        return value;
    }

    static String changeSetName(@Nullable String name) {
        String value = nonEmpty(name, "changeSetName");
        if (!CHANGE_SET.matcher(value).matches()) {
            throw detected(
                    "'" + value + "'",
                    "changeSetName",
                    "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*");
        }
        return value;
    }

    static String nonEmpty(@Nullable String value, String member) {
        String present = required(value, member);
        if (present.isEmpty()) {
            throw detected("''", member, "Member must have length greater than or equal to 1");
        }
        return present;
    }

    static void atMost(@Nullable String value, int length, String member) {
        if (value != null && value.length() > length) {
            throw detected("'" + value + "'", member, "Member must have length less than or equal to " + length);
        }
    }

    /** A {@code ClientRequestToken}, if there is one. */
    static void token(@Nullable String token, String member) {
        atMost(token, 128, member);
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw detected(
                    "'" + token + "'", member, "Member must satisfy regular expression pattern: " + TOKEN.pattern());
        }
    }

    /** The names of an enumeration that a list may have. */
    static void enumeration(List<String> values, List<String> known, String member) {
        if (!known.containsAll(values)) {
            throw detected(
                    "'" + values + "'",
                    member,
                    "Member must satisfy constraint: [Member must satisfy enum value set: " + known + "]");
        }
    }

    static void capabilities(List<String> capabilities) {
        enumeration(
                capabilities,
                List.of("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM"),
                "capabilities");
    }

    /** Nothing watches alarms during an operation here, so nothing is let believe so. */
    static void noRollbackTriggers(@Nullable RollbackConfiguration configuration) {
        boolean watches = configuration != null
                && (!configuration.rollbackTriggers().isEmpty()
                        || (configuration.monitoringTimeInMinutes() != null
                                && configuration.monitoringTimeInMinutes() > 0));
        if (watches) {
            throw Problems.validation(
                    "Rollback triggers and a monitoring time are not supported by the embedded cloud");
        }
    }

    static void tags(List<Tag> tags) {
        if (tags.size() > 50) {
            throw Problems.validation("Tags exceed maximum number of 50");
        }
        for (Tag tag : tags) {
            String key = nonEmpty(tag.key(), "tags.member.key");
            required(tag.value(), "tags.member.value");
            atMost(key, 128, "tags.member.key");
            atMost(tag.value(), 256, "tags.member.value");
            if (key.startsWith("aws:")) {
                throw Problems.validation("aws: prefixed tag key names are not allowed for external use.");
            }
        }
        if (tags.stream().map(Tag::key).distinct().count() < tags.size()) {
            throw Problems.validation("Duplicate tag keys are not allowed.");
        }
    }

    private static AwsServiceException detected(String value, String member, String constraint) {
        return Problems.validation("1 validation error detected: Value " + value + " at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }
}
