package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;

/**
 * How many regular expressions the filters of a group may have: two in a pattern, and five patterns that have any (API
 * reference, PutMetricFilter and PutSubscriptionFilter).
 */
final class RegexQuota {

    private static final int MOST_OF_PATTERN = 2;
    private static final int MOST_OF_GROUP = 5;

    private final LogTables tables;

    RegexQuota(LogTables tables) {
        this.tables = tables;
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException for a text that is no
     *     pattern, or one with too many regular expressions
     */
    static void check(String pattern) {
        EventFilter.pattern(pattern);
        if (FilterPattern.regexes(pattern) > MOST_OF_PATTERN) {
            throw LogErrors.invalid(
                    "Invalid filter pattern: it has more than " + MOST_OF_PATTERN + " regular expressions.");
        }
    }

    /**
     * Inside a write: checks whether a group may have a filter.
     *
     * @param before the pattern of the filter that it replaces
     */
    void require(String group, String pattern, Optional<String> before) {
        long others = patterns(GroupFilters.key(group, ""))
                        .filter(RegexQuota::hasRegex)
                        .count()
                - before.filter(RegexQuota::hasRegex).stream().count();
        if (hasRegex(pattern) && others >= MOST_OF_GROUP) {
            throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
        }
    }

    private Stream<String> patterns(String prefix) {
        return Stream.concat(
                tables.metricFilters().valuesOf(prefix).stream()
                        .map(row -> row.filter().filterPattern()),
                tables.subscriptionFilters().valuesOf(prefix).stream()
                        .map(row -> row.filter().filterPattern()));
    }

    private static boolean hasRegex(String pattern) {
        return FilterPattern.regexes(pattern) > 0;
    }
}
