package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourcePolicy;

/**
 * The service's tables.
 *
 * @param groups by name
 * @param streams by {@link LogStream#key()}
 * @param chunks by the stream's key and the chunk's number
 * @param metricFilters by the group's name, a colon and the filter's name
 * @param subscriptionFilters by the group's name, a colon and the filter's name
 * @param resourcePolicies by name
 * @param exports by identifier
 * @param queries by identifier
 * @param queryChunks by {@link QueryChunk#key}
 * @param queryDefinitions by identifier
 */
record LogTables(
        Store store,
        Table<LogGroup> groups,
        Table<LogStream> streams,
        Table<LogChunk> chunks,
        Table<MetricFilterRow> metricFilters,
        Table<SubscriptionFilterRow> subscriptionFilters,
        Table<ResourcePolicy> resourcePolicies,
        Table<ExportRow> exports,
        Table<QueryRow> queries,
        Table<QueryChunk> queryChunks,
        Table<QueryDefinitionRow> queryDefinitions) {

    static LogTables open(Store store) {
        return new LogTables(
                store,
                store.table("groups", LogGroup.class),
                store.table("streams", LogStream.class),
                store.table("chunks", LogChunk.class),
                store.table("metric-filters", MetricFilterRow.class),
                store.table("subscription-filters", SubscriptionFilterRow.class),
                store.table("resource-policies", ResourcePolicy.class),
                store.table("exports", ExportRow.class),
                store.table("queries", QueryRow.class),
                store.table("query-chunks", QueryChunk.class),
                store.table("query-definitions", QueryDefinitionRow.class));
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException when there is none
     */
    LogGroup group(String name) {
        return groups.get(name).orElseThrow(LogErrors::noGroup);
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException when there is no such
     *     group or stream
     */
    LogStream stream(String group, String name) {
        group(group);
        return streams.get(LogStream.key(group, name)).orElseThrow(LogErrors::noStream);
    }

    /**
     * Changes a group.
     *
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException when there is none
     */
    void change(String group, UnaryOperator<LogGroup> change) {
        if (groups.update(group, change).isEmpty()) {
            throw LogErrors.noGroup();
        }
    }

    /** Removes a stream's events and the stream. */
    void remove(LogStream stream) {
        chunks.removeAll(stream.key());
        streams.remove(stream.key());
    }
}
