package io.devopslab.cloud.service.logs.insights;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a query has made so far.
 *
 * @param columns the fields that were asked for, in their order; none means the usual ones
 * @param extracted what {@code parse} has found, which is shown with the usual ones
 * @param grouped whether its rows are groups, which have no event to point at
 */
record Table(List<TableRow> rows, List<String> columns, List<String> extracted, boolean grouped) {

    Table withRows(List<TableRow> others) {
        return new Table(others, columns, extracted, grouped);
    }

    /** Each row changed. */
    Table mapped(UnaryOperator<TableRow> change) {
        return withRows(rows.stream().map(change).toList());
    }

    Table withColumns(List<String> others) {
        return new Table(rows, others, extracted, grouped);
    }

    Table withMoreColumns(List<String> more) {
        return withColumns(joined(columns, more));
    }

    Table withExtracted(List<String> more) {
        Table shown = columns.isEmpty() ? this : withMoreColumns(more);
        return new Table(rows, shown.columns(), joined(extracted, more), grouped);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        LinkedHashSet<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(new ArrayList<>(all));
    }
}
