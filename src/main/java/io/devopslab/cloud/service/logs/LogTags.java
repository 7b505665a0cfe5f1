package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.TooManyTagsException;

/** The tags of log groups, by the old operations (by name) and by the new ones (by ARN). */
final class LogTags {

    private static final Pattern KEY = Pattern.compile("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$");
    private static final Pattern VALUE = Pattern.compile("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$");
    private static final int MOST = 50;

    private final LogTables tables;

    LogTags(LogTables tables) {
        this.tables = tables;
    }

    static void check(Constraints checks, Map<String, String> tags) {
        checks.size("tags", tags.keySet(), 1, MOST);
        tags.forEach((key, value) -> checks.length("tags." + key, key, 1, 128)
                .pattern("tags." + key, key, KEY)
                .length("tags." + key + ".member", value, 0, 256)
                .pattern("tags." + key + ".member", value, VALUE));
    }

    /** The group whose ARN tagging operations were given. */
    static String ofArn(@Nullable String arn) {
        new Constraints().required("resourceArn", arn).orThrow(LogErrors::invalid);
        String given = java.util.Objects.requireNonNull(arn);
        if (!given.startsWith("arn:")) {
            throw LogErrors.invalid("The ARN '" + given + "' is not the ARN of a log group.");
        }
        return LogNames.ofIdentifier(given);
    }

    Map<String, String> list(String group) {
        return tables.group(group).tags();
    }

    void add(String group, @Nullable Map<String, String> tags) {
        Constraints checks = new Constraints().required("tags", tags);
        if (tags != null) {
            check(checks, tags);
        }
        checks.orThrow(LogErrors::invalid);
        change(group, all -> all.putAll(java.util.Objects.requireNonNull(tags)));
    }

    void remove(String group, @Nullable Collection<String> keys) {
        new Constraints().required("tagKeys", keys).orThrow(LogErrors::invalid);
        change(group, all -> all.keySet().removeAll(java.util.Objects.requireNonNull(keys)));
    }

    private void change(String group, java.util.function.Consumer<Map<String, String>> change) {
        tables.change(group, row -> {
            Map<String, String> all = new HashMap<>(row.tags());
            change.accept(all);
            if (all.size() > MOST) {
                throw Errors.of(
                        TooManyTagsException.builder(),
                        "The number of tags exceeds the limit of " + MOST + " per resource.");
            }
            return row.withTags(all);
        });
    }
}
