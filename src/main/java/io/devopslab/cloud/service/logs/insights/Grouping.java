package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.Command.Named;
import io.devopslab.cloud.service.logs.insights.expression.Row;
import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sums up the rows of a table in groups. A result may be made of the results before it. */
final class Grouping {

    private Grouping() {}

    static Table of(Table table, List<Named> results, List<Named> by) {
        Map<List<Value>, List<Row>> groups = new LinkedHashMap<>();
        for (TableRow row : table.rows()) {
            List<Value> kind =
                    by.stream().map(b -> b.expression().evaluate(row)).toList();
            groups.computeIfAbsent(kind, k -> new ArrayList<>()).add(row);
        }
        List<TableRow> rows = new ArrayList<>();
        groups.forEach((kind, members) -> rows.add(summary(kind, members, results, by)));
        List<String> columns = Stream.concat(by.stream(), results.stream())
                .map(Named::name)
                .distinct()
                .toList();
        return new Table(List.copyOf(rows), columns, List.of(), true);
    }

    private static TableRow summary(List<Value> kind, List<Row> members, List<Named> results, List<Named> by) {
        TableRow row = TableRow.ofGroup(members);
        for (int i = 0; i < by.size(); i++) {
            row = row.with(by.get(i).name(), kind.get(i));
        }
        for (Named result : results) {
            row = result.addTo(row);
        }
        return row.withoutMembers();
    }
}
