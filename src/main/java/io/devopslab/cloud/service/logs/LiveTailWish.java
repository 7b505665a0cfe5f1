package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;

/**
 * What a Live Tail session is to show (API reference, StartLiveTail).
 *
 * @param scope of the groups
 * @param groups their ARNs, as they were asked for
 * @param streamNames the streams; empty where all are meant
 * @param streamNamePrefixes how the streams' names begin; empty where all are meant
 * @param patternText what {@code pattern} was read from; null if there was none
 */
record LiveTailWish(
        Scope scope,
        List<String> groups,
        List<String> streamNames,
        List<String> streamNamePrefixes,
        @Nullable String patternText,
        FilterPattern pattern) {

    private static final int MOST_GROUPS = 10;
    private static final int MOST_STREAMS = 100;
    private static final String STANDARD = "STANDARD";

    LiveTailWish {
        groups = List.copyOf(groups);
        streamNames = List.copyOf(streamNames);
        streamNamePrefixes = List.copyOf(streamNamePrefixes);
    }

    /** Reads and checks a request. The groups must be there, and of the class that Live Tail is for. */
    static LiveTailWish of(StartLiveTailRequest request, Scope scope, LogTables tables) {
        check(request);
        LiveTailWish wish = new LiveTailWish(
                scope,
                request.logGroupIdentifiers(),
                request.logStreamNames(),
                request.logStreamNamePrefixes(),
                request.logEventFilterPattern(),
                EventFilter.pattern(request.logEventFilterPattern()));
        tables.store().read(() -> {
            wish.groups().forEach(arn -> requireStandard(named(arn, scope), tables));
            return wish;
        });
        return wish;
    }

    private static void check(StartLiveTailRequest request) {
        List<String> groups = new ArrayList<>(request.logGroupIdentifiers());
        Constraints checks = new Constraints()
                .required("logGroupIdentifiers", request.hasLogGroupIdentifiers() ? groups : null)
                .length("logEventFilterPattern", request.logEventFilterPattern(), 0, 1024);
        if (request.hasLogGroupIdentifiers()) {
            checks.size("logGroupIdentifiers", groups, 1, MOST_GROUPS);
        }
        groups.forEach(group -> checks.required("logGroupIdentifiers", group)
                .length("logGroupIdentifiers", group, 1, 2048)
                .pattern("logGroupIdentifiers", group, LogNames.IDENTIFIER));
        streams(checks, "logStreamNames", request.hasLogStreamNames(), request.logStreamNames());
        streams(checks, "logStreamNamePrefixes", request.hasLogStreamNamePrefixes(), request.logStreamNamePrefixes());
        checks.orThrow(LogErrors::invalid);
        if (request.hasLogStreamNames() && request.hasLogStreamNamePrefixes()) {
            throw LogErrors.invalid("LogStream name prefixes and LogStream names are mutually exclusive parameters.");
        }
        if ((request.hasLogStreamNames() || request.hasLogStreamNamePrefixes()) && groups.size() > 1) {
            throw LogErrors.invalid("LogStreams can be specified only with exactly one log group.");
        }
    }

    private static void streams(Constraints checks, String member, boolean given, List<String> names) {
        if (given) {
            checks.size(member, names, 1, MOST_STREAMS);
            names.forEach(name -> LogNames.stream(checks.required(member, name), member, name));
        }
    }

    /** The name of a group that is of this account and region; others have none that could be found here. */
    private static String named(String arn, Scope scope) {
        if (!arn.startsWith("arn:")) {
            throw LogErrors.invalid("The log group identifier '" + arn + "' is not the ARN of a log group.");
        }
        String name = LogNames.ofIdentifier(arn);
        if (!arn.equals(LogNames.groupArn(scope, name))) {
            throw LogErrors.noGroup();
        }
        return name;
    }

    private static void requireStandard(String name, LogTables tables) {
        if (!tables.group(name).logGroupClass().equals(STANDARD)) {
            throw Errors.of(
                    InvalidOperationException.builder(),
                    "Live Tail is supported only for log groups in the Standard log class.");
        }
    }

    boolean covers(String group, String stream) {
        return groups.contains(identifier(group))
                && (streamNames.isEmpty() || streamNames.contains(stream))
                && (streamNamePrefixes.isEmpty() || streamNamePrefixes.stream().anyMatch(stream::startsWith));
    }

    /** What the session calls a group of that name. */
    String identifier(String group) {
        return LogNames.groupArn(scope, group);
    }
}
