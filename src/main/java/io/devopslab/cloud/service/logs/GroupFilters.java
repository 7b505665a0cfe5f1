package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;

/**
 * The filters of one kind that log groups have.
 *
 * @param <R> a filter as it is kept
 */
final class GroupFilters<R> {

    static final int MOST_DESCRIBED = 50;

    private final LogTables tables;
    private final Table<R> rows;
    private final Function<R, String> key;
    private final int mostOfGroup;
    private final String kind;

    /**
     * @param rows by {@link #key(String, String)}
     * @param key the same of a row
     * @param mostOfGroup how many a group may have
     * @param kind what AWS calls one in its errors, for example {@code metric filter}
     */
    GroupFilters(LogTables tables, Table<R> rows, Function<R, String> key, int mostOfGroup, String kind) {
        this.tables = tables;
        this.rows = rows;
        this.key = key;
        this.mostOfGroup = mostOfGroup;
        this.kind = kind;
    }

    /** What tells a filter from all others, by its group and its name; with an empty name it begins those of a group. */
    static String key(String group, String name) {
        return group + ":" + name;
    }

    /**
     * Makes a filter, or makes it anew.
     *
     * @param row what becomes of the one that has the name already, if there is one
     */
    void put(String group, String name, Function<Optional<R>, R> row) {
        tables.store().write(() -> {
            tables.group(group);
            Optional<R> before = rows.get(key(group, name));
            if (before.isEmpty() && of(group, "").size() >= mostOfGroup) {
                throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
            }
            rows.put(key(group, name), row.apply(before));
        });
    }

    /** The filters of a group whose names begin so. */
    List<R> of(String group, String prefix) {
        return rows.valuesOf(key(group, prefix));
    }

    /** The filters of all groups. */
    List<R> all() {
        return rows.values();
    }

    Page<R> page(List<R> found, @Nullable String token, @Nullable Integer limit) {
        return LogPages.of(found, key, token, limit, MOST_DESCRIBED);
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException when there is no such
     *     group or filter
     */
    void delete(String group, String name) {
        LogNames.group(
                        new Constraints().required("logGroupName", group).required("filterName", name),
                        "logGroupName",
                        group)
                .orThrow(LogErrors::invalid);
        tables.store().write(() -> {
            tables.group(group);
            if (rows.remove(key(group, name)).isEmpty()) {
                throw LogErrors.notFound("The specified " + kind + " does not exist.");
            }
        });
    }
}
