package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.expression.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A query of CloudWatch Logs Insights. The commands {@code fields}, {@code display}, {@code filter}, {@code parse},
 * {@code stats}, {@code sort}, {@code dedup} and {@code limit} are there. Immutable.
 */
public final class Query {

    /** How many rows a query gives that does not say. */
    public static final int USUAL_ROWS = 10_000;

    /** How many rows a query gives at most. */
    public static final int MOST_ROWS = 100_000;

    private static final String POINTER = "@ptr";

    private final List<Command> commands;

    private Query(List<Command> commands) {
        this.commands = commands;
    }

    /**
     * @param now when the query is started
     * @throws io.devopslab.cloud.service.logs.insights.syntax.InvalidQueryException when the text is no query
     * @throws UnsupportedOperationException for a command or function that only AWS has
     */
    public static Query parse(String text, Instant now) {
        return new Query(new QueryParser(text, now).parse());
    }

    /**
     * What a query came to.
     *
     * @param rows each with its columns in order; one that a row has no value for is not there
     * @param matched how many of the events passed its filters
     */
    public record Result(List<Map<String, String>> rows, long matched) {}

    /**
     * @param events in the order in which they are shown unless the query sorts them: the newest first
     * @param most how many rows at most, beside what the query says
     * @throws io.devopslab.cloud.service.logs.insights.expression.TooComplexException when a regular expression takes
     *     too long on an event
     */
    public Result run(List<LogRecord> events, int most) {
        Table table = new Table(
                events.stream().map(event -> TableRow.of(new EventRow(event))).toList(), List.of(), List.of(), false);
        long matched = events.size();
        boolean whole = true;
        for (Command command : commands) {
            table = command.apply(table);
            whole = whole && (command instanceof Command.Filter || keepsAll(command));
            matched = whole ? table.rows().size() : matched;
        }
        return new Result(shown(new Command.Limit(most).apply(table)), matched);
    }

    private static boolean keepsAll(Command command) {
        return command instanceof Command.Fields || command instanceof Command.Parse || command instanceof Command.Sort;
    }

    private static List<Map<String, String>> shown(Table table) {
        List<String> columns = new ArrayList<>(table.columns());
        if (columns.isEmpty()) {
            columns.addAll(List.of("@timestamp", "@message"));
            columns.addAll(table.extracted());
        }
        if (!table.grouped()) {
            columns.add(POINTER);
        }
        return table.rows().stream().map(row -> shown(row, columns)).toList();
    }

    private static Map<String, String> shown(TableRow row, List<String> columns) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String column : columns) {
            Value value = row.field(column);
            if (value.isPresent()) {
                shown.put(column, value.shown());
            }
        }
        return shown;
    }
}
