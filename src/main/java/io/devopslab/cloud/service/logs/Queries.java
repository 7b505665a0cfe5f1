package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.logs.insights.LogRecord;
import io.devopslab.cloud.service.logs.insights.Query;
import io.devopslab.cloud.service.logs.insights.expression.TooComplexException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueriesRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueriesResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListLogGroupsForQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListLogGroupsForQueryResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryLanguage;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatistics;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;

/**
 * Queries of CloudWatch Logs Insights. Each runs on a thread of the cloud, begins anew when the cloud was ended
 * meanwhile, and is forgotten after seven days (CloudWatch Logs quotas).
 */
final class Queries {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST_DESCRIBED = 1000;
    private static final int MOST_GROUPS_LISTED = 500;

    private final ServiceContext context;
    private final LogTables tables;
    private final LogRecords records;
    private final QueryStart starts;

    Queries(ServiceContext context, LogTables tables, LogRecords records) {
        this.context = context;
        this.tables = tables;
        this.records = records;
        this.starts = new QueryStart(context, tables);
    }

    String start(StartQueryRequest request) {
        QueryRow query = starts.checked(request);
        tables.store().write(() -> {
            forget(query.created().minus(KEPT));
            tables.queries().put(query.id(), query);
        });
        context.time().execute(() -> run(query.id()));
        return query.id();
    }

    private void forget(Instant moment) {
        for (QueryRow query : tables.queries().values()) {
            if (query.created().isBefore(moment)) {
                tables.queryChunks().removeAll(query.id() + ":");
                tables.queries().remove(query.id());
            }
        }
    }

    /** Runs the queries that were running when the cloud ended. */
    void resume() {
        tables.queries().values().stream().filter(QueryRow::isRunning).forEach(query -> context.time()
                .execute(() -> run(query.id())));
    }

    private void run(String id) {
        Optional<QueryRow> running = tables.queries().get(id).filter(QueryRow::isRunning);
        if (running.isEmpty()) {
            return;
        }
        QueryRow query = running.get();
        try {
            List<LogRecord> events = records.between(query.groups(), query.start(), query.end());
            Query.Result result = Query.parse(query.text(), query.created()).run(events, query.most());
            long bytes = events.stream()
                    .mapToLong(e -> e.message().getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            complete(id, new QueryRow.Statistics(result.matched(), events.size(), bytes), result.rows());
        } catch (TooComplexException e) {
            end(id, QueryRow.TIMEOUT);
        } catch (RuntimeException e) {
            end(id, QueryRow.FAILED);
            throw e;
        }
    }

    private void complete(String id, QueryRow.Statistics statistics, List<Map<String, String>> rows) {
        List<QueryChunk> chunks = QueryChunk.of(rows);
        tables.store().write(() -> tables.queries()
                .get(id)
                .filter(QueryRow::isRunning)
                .ifPresent(query -> {
                    for (int i = 0; i < chunks.size(); i++) {
                        tables.queryChunks().put(QueryChunk.key(id, i), chunks.get(i));
                    }
                    tables.queries().put(id, query.completed(statistics, chunks.size()));
                }));
    }

    private boolean end(String id, String how) {
        return tables.store().write(() -> {
            boolean running =
                    tables.queries().get(id).filter(QueryRow::isRunning).isPresent();
            if (running) {
                tables.queries().update(id, query -> query.ended(how));
            }
            return running;
        });
    }

    boolean stop(@Nullable String id) {
        find(id);
        if (!end(java.util.Objects.requireNonNull(id), QueryRow.CANCELLED)) {
            throw LogErrors.invalid("The specified query is not running.");
        }
        return true;
    }

    private QueryRow find(@Nullable String id) {
        new Constraints().required("queryId", id).length("queryId", id, 1, 256).orThrow(LogErrors::invalid);
        return tables.queries()
                .get(java.util.Objects.requireNonNull(id))
                .orElseThrow(() -> LogErrors.notFound("The specified query does not exist."));
    }

    GetQueryResultsResponse results(@Nullable String id) {
        return tables.store().read(() -> {
            QueryRow query = find(id);
            List<List<ResultField>> rows = tables.queryChunks().valuesOf(query.id() + ":").stream()
                    .flatMap(chunk -> chunk.rows().stream())
                    .map(Queries::fields)
                    .toList();
            return GetQueryResultsResponse.builder()
                    .queryLanguage(QueryLanguage.CWLI)
                    .status(query.status())
                    .statistics(statistics(query))
                    .results(rows)
                    .build();
        });
    }

    /** API reference, ListLogGroupsForQuery. */
    ListLogGroupsForQueryResponse groups(ListLogGroupsForQueryRequest request) {
        new Constraints()
                .range("maxResults", request.maxResults(), 50, MOST_GROUPS_LISTED)
                .orThrow(LogErrors::invalid);
        QueryRow query = find(request.queryId());
        Page<String> page = LogPages.of(
                query.groups(), group -> group, request.nextToken(), request.maxResults(), MOST_GROUPS_LISTED);
        return ListLogGroupsForQueryResponse.builder()
                .logGroupIdentifiers(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static List<ResultField> fields(Map<String, String> row) {
        return row.entrySet().stream()
                .map(e -> ResultField.builder()
                        .field(e.getKey())
                        .value(e.getValue())
                        .build())
                .toList();
    }

    private static QueryStatistics statistics(QueryRow query) {
        boolean complete = query.status().equals(QueryRow.COMPLETE);
        return QueryStatistics.builder()
                .recordsMatched((double) query.statistics().matched())
                .recordsScanned((double) query.statistics().scanned())
                .bytesScanned((double) query.statistics().bytes())
                .estimatedRecordsSkipped(0.0)
                .estimatedBytesSkipped(0.0)
                .logGroupsScanned(complete ? (double) query.groups().size() : 0.0)
                .build();
    }

    DescribeQueriesResponse describe(DescribeQueriesRequest request) {
        LogNames.group(new Constraints(), "logGroupName", request.logGroupName())
                .oneOf("status", request.statusAsString(), QueryStatus.knownValues())
                .oneOf("queryLanguage", request.queryLanguageAsString(), QueryLanguage.knownValues())
                .range("maxResults", request.maxResults(), 1, MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        Optional.ofNullable(request.logGroupName()).ifPresent(tables::group);
        Instant oldest = context.time().instant().minus(KEPT);
        String language = Optional.ofNullable(request.queryLanguageAsString()).orElse("CWLI");
        List<QueryRow> found = tables.queries().values().stream()
                .filter(q -> language.equals("CWLI") && !q.created().isBefore(oldest))
                .filter(q -> request.logGroupName() == null || q.groups().contains(request.logGroupName()))
                .filter(q -> request.statusAsString() == null || q.status().equals(request.statusAsString()))
                .sorted(Comparator.comparing(QueryRow::created).reversed().thenComparing(QueryRow::id))
                .toList();
        Page<QueryRow> page =
                LogPages.of(found, QueryRow::id, request.nextToken(), request.maxResults(), MOST_DESCRIBED);
        return DescribeQueriesResponse.builder()
                .queries(page.items().stream().map(Queries::info).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static QueryInfo info(QueryRow query) {
        return QueryInfo.builder()
                .queryLanguage(QueryLanguage.CWLI)
                .queryId(query.id())
                .queryString(query.text())
                .status(query.status())
                .createTime(query.created().toEpochMilli())
                .logGroupName(query.groups().get(0))
                .build();
    }
}
