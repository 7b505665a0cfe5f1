package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.expression.Expression;
import io.devopslab.cloud.service.logs.insights.expression.NaturalOrder;
import io.devopslab.cloud.service.logs.insights.expression.TextPattern;
import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One command of a query: it makes a table of a table. Immutable. */
sealed interface Command {

    Table apply(Table table);

    /** An expression under a name: its alias, or else how it is written. */
    record Named(String name, Expression expression) {

        TableRow addTo(TableRow row) {
            return row.with(name, expression.evaluate(row));
        }
    }

    /**
     * {@code fields} adds columns, {@code display} replaces them.
     *
     * @param only whether the others go
     */
    record Fields(List<Named> fields, boolean only) implements Command {

        @Override
        public Table apply(Table table) {
            Table computed = table.mapped(row -> {
                TableRow result = row;
                for (Named field : fields) {
                    result = field.addTo(result);
                }
                return result;
            });
            List<String> names = fields.stream().map(Named::name).toList();
            return only ? computed.withColumns(names) : computed.withMoreColumns(names);
        }
    }

    /** {@code filter}. */
    record Filter(Expression condition) implements Command {

        @Override
        public Table apply(Table table) {
            return table.withRows(table.rows().stream()
                    .filter(row -> condition.evaluate(row).isTrue())
                    .toList());
        }
    }

    /**
     * {@code parse}.
     *
     * @param names the fields that the pattern's groups go to
     */
    record Parse(Expression source, TextPattern pattern, List<String> names) implements Command {

        @Override
        public Table apply(Table table) {
            return table.mapped(this::parsed)
                    .withExtracted(
                            names.stream().filter(name -> !name.isEmpty()).toList());
        }

        private TableRow parsed(TableRow row) {
            List<String> groups = pattern.groups(source.evaluate(row).shown());
            TableRow result = row;
            for (int i = 0; i < names.size() && i + 1 < groups.size(); i++) {
                if (!names.get(i).isEmpty()) {
                    result = result.with(names.get(i), Value.of(groups.get(i + 1)));
                }
            }
            return result;
        }
    }

    /** {@code sort}. */
    record Sort(Comparator<TableRow> order) implements Command {

        static Comparator<TableRow> by(String field, boolean descending) {
            Comparator<TableRow> order = Comparator.comparing(row -> row.field(field), new NaturalOrder());
            return descending ? order.reversed() : order;
        }

        @Override
        public Table apply(Table table) {
            return table.withRows(table.rows().stream().sorted(order).toList());
        }
    }

    /** {@code dedup}: the first row of each kind stays; one that lacks a field is of no kind. */
    record Dedup(List<String> fields) implements Command {

        @Override
        public Table apply(Table table) {
            Set<List<String>> seen = new HashSet<>();
            return table.withRows(table.rows().stream()
                    .filter(row -> fields.stream().anyMatch(f -> !row.field(f).isPresent())
                            || seen.add(fields.stream()
                                    .map(f -> row.field(f).shown())
                                    .toList()))
                    .toList());
        }
    }

    /** {@code limit}. */
    record Limit(int most) implements Command {

        @Override
        public Table apply(Table table) {
            return table.withRows(
                    table.rows().subList(0, Math.min(most, table.rows().size())));
        }
    }

    /**
     * {@code stats}: the groups come in the order of their first rows.
     *
     * @param by what rows of a group have in common
     */
    record Stats(List<Named> results, List<Named> by) implements Command {

        @Override
        public Table apply(Table table) {
            return Grouping.of(table, results, by);
        }
    }
}
