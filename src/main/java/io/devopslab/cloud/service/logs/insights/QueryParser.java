package io.devopslab.cloud.service.logs.insights;

import io.devopslab.cloud.service.logs.insights.Command.Named;
import io.devopslab.cloud.service.logs.insights.expression.Expression;
import io.devopslab.cloud.service.logs.insights.expression.ExpressionParser;
import io.devopslab.cloud.service.logs.insights.expression.TextPattern;
import io.devopslab.cloud.service.logs.insights.syntax.Lexer;
import io.devopslab.cloud.service.logs.insights.syntax.Token;
import io.devopslab.cloud.service.logs.insights.syntax.Token.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the commands of a query. Used by one thread, once. */
final class QueryParser {

    /** Those that AWS has and this cloud has not. */
    private static final Set<String> ELSEWHERE = Set.of(
            "pattern", "diff", "unmask", "anomaly", "join", "unnest", "lookup", "filterindex", "source", "search");

    private static final int MOST_COMMANDS = 200;

    private final Lexer words;
    private final ExpressionParser expressions;

    QueryParser(String text, Instant now) {
        this.words = new Lexer(text);
        this.expressions = new ExpressionParser(words, now);
    }

    List<Command> parse() {
        List<Command> commands = new ArrayList<>();
        do {
            Command last = commands.isEmpty() ? new Command.Limit(0) : commands.get(commands.size() - 1);
            if (commands.size() >= MOST_COMMANDS || (last instanceof Command.Dedup && !atLimit())) {
                throw words.unexpected();
            }
            commands.add(command());
        } while (words.takeSymbol("|"));
        if (!words.peek().is(Kind.END)) {
            throw words.unexpected();
        }
        return List.copyOf(commands);
    }

    private boolean atLimit() {
        return words.peek().isWord("limit") || words.peek().isWord("head");
    }

    private Command command() {
        Token name = words.peek();
        String verb = name.is(Kind.NAME) ? name.text().toLowerCase(Locale.ROOT) : "";
        if (ELSEWHERE.contains(verb)) {
            throw new UnsupportedOperationException("The command " + verb + " of CloudWatch Logs Insights");
        }
        return switch (verb) {
            case "fields" -> after(() -> new Command.Fields(list(() -> named(false)), false));
            case "display" -> after(() -> new Command.Fields(list(() -> named(false)), true));
            case "filter" -> after(() -> new Command.Filter(expressions.parse()));
            case "parse" -> after(this::parsing);
            case "stats" -> after(this::stats);
            case "sort" ->
                after(() -> new Command.Sort(list(this::order).stream()
                        .reduce(Comparator::thenComparing)
                        .orElseThrow()));
            case "dedup" -> after(() -> new Command.Dedup(list(this::name)));
            case "limit", "head" -> after(() -> new Command.Limit(count()));
            default -> throw words.unexpected();
        };
    }

    private Command after(Supplier<Command> rest) {
        words.next();
        return rest.get();
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (words.takeSymbol(","));
        return List.copyOf(items);
    }

    private Named named(boolean aggregates) {
        int start = words.place();
        boolean quoted = words.peek().is(Kind.QUOTED_NAME);
        Expression expression = aggregates ? expressions.parseAggregate() : expressions.parse();
        String written = words.textFrom(start);
        if (words.takeWord("as")) {
            return new Named(name(), expression);
        }
        boolean alone = quoted && written.indexOf('`', 1) == written.length() - 1;
        return new Named(alone ? written.substring(1, written.length() - 1) : written, expression);
    }

    private String name() {
        return words.peek().is(Kind.QUOTED_NAME)
                ? words.next().text()
                : words.expect(Kind.NAME).text();
    }

    /** Sorting goes by columns alone: {@code sort bin(5m)} is refused. */
    private Comparator<TableRow> order() {
        String field = name();
        boolean descending = words.takeWord("desc");
        if (!descending) {
            words.takeWord("asc");
        }
        return Command.Sort.by(field, descending);
    }

    private int count() {
        Token number = words.expect(Kind.NUMBER);
        try {
            return Math.min(Query.MOST_ROWS, Integer.parseInt(number.text()));
        } catch (NumberFormatException e) {
            throw words.wrong("Invalid limit: " + number.text(), number.start());
        }
    }

    private Command stats() {
        List<Named> results = list(() -> named(true));
        List<Named> by = words.takeWord("by") ? list(() -> named(false)) : List.of();
        return new Command.Stats(results, by);
    }

    /** The field may be left out, which means the message. */
    private Command parsing() {
        boolean anyMessage = words.peek().is(Kind.TEXT) || words.atRegex();
        String field = anyMessage ? "@message" : name();
        Expression source = row -> row.field(field);
        int start = words.place();
        boolean regex = words.atRegex();
        TextPattern pattern =
                regex ? expressions.regex() : glob(words.expect(Kind.TEXT).text());
        int groups = pattern.names().size();
        if (regex && !words.peek().isWord("as")) {
            if (pattern.names().stream().allMatch(String::isEmpty)) {
                throw words.wrong("The regular expression has no named groups", start);
            }
            return new Command.Parse(source, pattern, pattern.names());
        }
        if (!words.takeWord("as")) {
            throw words.unexpected();
        }
        List<String> names = list(this::name);
        if (names.size() != groups) {
            throw words.wrong(
                    "The number of fields (" + names.size() + ") is not that of the places in the pattern (" + groups
                            + ")",
                    start);
        }
        return new Command.Parse(source, pattern, names);
    }

    /** Each star takes as little as it can, one at the end all that is left. */
    private static TextPattern glob(String text) {
        List<String> parts = Arrays.asList(text.split("\\*", -1));
        boolean open = text.endsWith("*");
        String expression = parts.stream().map(Pattern::quote).collect(Collectors.joining("(.*?)"));
        Pattern pattern = Pattern.compile(open ? expression + "$" : expression, Pattern.DOTALL);
        return new TextPattern(pattern, parts.stream().skip(1).map(part -> "").toList());
    }
}
