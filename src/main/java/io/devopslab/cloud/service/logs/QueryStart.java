package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.logs.insights.Query;
import io.devopslab.cloud.service.logs.insights.syntax.InvalidQueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryLanguage;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;

/** Checks what is asked to be queried (API reference, StartQuery). */
final class QueryStart {

    private static final int MOST_GROUPS = 50;

    /** Seconds of this size are of the year 5138: what is greater is meant in milliseconds, which AWS takes too. */
    private static final long SURELY_MILLIS = 100_000_000_000L;

    /** The last second whose milliseconds the service counts with. */
    static final long LATEST_SECOND = SURELY_MILLIS - 1;

    private final ServiceContext context;
    private final LogTables tables;

    QueryStart(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** The query that the request asks for. */
    QueryRow checked(StartQueryRequest request) {
        constraints(request).orThrow(LogErrors::invalid);
        requireInsights(request.queryLanguageAsString());
        List<String> groups = groups(request);
        if (request.startTime() > request.endTime()) {
            throw LogErrors.invalid("The startTime must not be later than the endTime.");
        }
        Instant now = context.time().instant();
        parse(request.queryString(), now);
        QueryRow query = new QueryRow(
                context.ids().uuid(),
                request.queryString(),
                groups,
                millis(request.startTime()),
                millis(request.endTime()),
                Optional.ofNullable(request.limit()).orElse(Query.USUAL_ROWS),
                now,
                QueryRow.RUNNING,
                QueryRow.Statistics.NONE,
                0);
        requireReachable(query, request);
        return query;
    }

    private static Constraints constraints(StartQueryRequest request) {
        Constraints checks = new Constraints()
                .required("startTime", request.startTime())
                .required("endTime", request.endTime())
                .required("queryString", request.queryString())
                .range("startTime", request.startTime(), 0, Long.MAX_VALUE)
                .range("endTime", request.endTime(), 0, Long.MAX_VALUE)
                .length("queryString", request.queryString(), 0, 10_000)
                .range("limit", request.limit(), 1, Query.MOST_ROWS)
                .oneOf("queryLanguage", request.queryLanguageAsString(), QueryLanguage.knownValues());
        LogNames.group(checks, "logGroupName", request.logGroupName());
        if (request.hasLogGroupNames()) {
            checks.size("logGroupNames", request.logGroupNames(), 1, MOST_GROUPS);
            request.logGroupNames().forEach(name -> LogNames.group(checks, "logGroupNames", name));
        }
        if (request.hasLogGroupIdentifiers()) {
            checks.size("logGroupIdentifiers", request.logGroupIdentifiers(), 1, MOST_GROUPS);
            request.logGroupIdentifiers().forEach(id -> checks.length("logGroupIdentifiers", id, 1, 2048)
                    .pattern("logGroupIdentifiers", id, LogNames.IDENTIFIER));
        }
        return checks;
    }

    /**
     * @throws UnsupportedOperationException for OpenSearch's languages
     */
    static void requireInsights(@org.jspecify.annotations.Nullable String language) {
        if (language != null && !language.equals(QueryLanguage.CWLI.toString())) {
            throw new UnsupportedOperationException("The query language " + language + " of CloudWatch Logs");
        }
    }

    private static List<String> groups(StartQueryRequest request) {
        int ways = (request.logGroupName() == null ? 0 : 1)
                + (request.hasLogGroupNames() ? 1 : 0)
                + (request.hasLogGroupIdentifiers() ? 1 : 0);
        if (ways != 1) {
            throw LogErrors.invalid(
                    "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.");
        }
        if (request.hasLogGroupNames()) {
            return request.logGroupNames().stream().distinct().toList();
        }
        return request.hasLogGroupIdentifiers()
                ? request.logGroupIdentifiers().stream()
                        .map(LogNames::ofIdentifier)
                        .distinct()
                        .toList()
                : List.of(request.logGroupName());
    }

    static Query parse(String text, Instant now) {
        try {
            return Query.parse(text, now);
        } catch (InvalidQueryException e) {
            throw Errors.of(
                    MalformedQueryException.builder().queryCompileError(error -> error.message(e.getMessage())
                            .location(place -> place.startCharOffset(e.start()).endCharOffset(e.end()))),
                    e.getMessage());
        }
    }

    private static long millis(long time) {
        return time >= SURELY_MILLIS ? time : time * 1000;
    }

    /** Groups must be there, and one of them must have been at the end of the range or have events of that time. */
    private void requireReachable(QueryRow query, StartQueryRequest request) {
        List<LogGroup> groups = query.groups().stream()
                .map(name -> tables.groups().get(name).orElseThrow(() -> absent(context.scope(), name)))
                .toList();
        boolean reached = groups.stream().anyMatch(group -> reaches(query, group));
        if (!reached) {
            throw Errors.of(
                    MalformedQueryException.builder(),
                    "Query's end date and time is either before the log groups creation time or exceeds the log groups"
                            + " log retention settings ([" + request.startTime() + "," + request.endTime() + "])");
        }
    }

    private boolean reaches(QueryRow query, LogGroup group) {
        long oldest = group.retentionDays()
                .map(days ->
                        context.time().instant().minus(Duration.ofDays(days)).toEpochMilli())
                .orElse(0L);
        long created = group.created().getEpochSecond() * 1000;
        return query.end() >= oldest
                && (query.end() >= created
                        || tables.streams().valuesOf(group.name() + ":").stream()
                                .anyMatch(stream -> stream.firstEvent().orElse(Long.MAX_VALUE) <= query.end()));
    }

    private static RuntimeException absent(Scope scope, String group) {
        return LogErrors.notFound("Log group '" + group + "' does not exist for account ID '" + scope.account() + "'");
    }
}
