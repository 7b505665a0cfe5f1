package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.expression.Row;
import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row and what the query's commands have added to it.
 *
 * @param base what the row was before any command
 * @param added values by name, which hide those of the base
 * @param members the rows that it sums up, while {@code stats} counts them
 */
record TableRow(Row base, Map<String, Value> added, List<Row> members) implements Row {

    static TableRow of(Row base) {
        return new TableRow(base, Map.of(), List.of());
    }

    /** A row that has nothing but what is added to it. */
    static TableRow ofGroup(List<Row> members) {
        return new TableRow(name -> Value.missing(), Map.of(), members);
    }

    TableRow with(String name, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(added);
        more.put(name, value);
        return new TableRow(base, more, members);
    }

    TableRow withoutMembers() {
        return new TableRow(base, added, List.of());
    }

    @Override
    public Value field(String name) {
        return Optional.ofNullable(added.get(name)).orElseGet(() -> base.field(name));
    }
}
