package io.devopslab.cloud.service.logs.insights.expression;

import io.devopslab.cloud.service.logs.insights.syntax.Lexer;
import io.devopslab.cloud.service.logs.insights.syntax.Token;
import io.devopslab.cloud.service.logs.insights.syntax.Token.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Reads expressions. From loose to tight: {@code or}, {@code and}, {@code not}, comparisons, {@code + -},
 * {@code * / %}, {@code ^}, a sign. Used by one thread.
 */
public final class ExpressionParser {

    private static final int DEEPEST = 60;
    private static final int MOST_OPERANDS = 1_000;
    private static final List<String> KEYWORDS = List.of("as", "by", "and", "or", "in", "like", "asc", "desc");

    private final Lexer words;
    private final Functions functions;
    private boolean aggregates;
    private int depth;
    private int operands;

    /**
     * @param now when the query was started
     */
    public ExpressionParser(Lexer words, Instant now) {
        this.words = words;
        this.functions = new Functions(now);
    }

    /**
     * @throws io.devopslab.cloud.service.logs.insights.syntax.InvalidQueryException when none comes next
     */
    public Expression parse() {
        return either();
    }

    /** An expression that may sum up the rows of a group. */
    public Expression parseAggregate() {
        aggregates = true;
        try {
            return either();
        } finally {
            aggregates = false;
        }
    }

    /** The regular expression that comes next. */
    public TextPattern regex() {
        int start = words.place();
        String expression = words.regex();
        try {
            return TextPattern.of(expression);
        } catch (PatternSyntaxException e) {
            throw words.wrong("Invalid regular expression: " + expression, start);
        }
    }

    private Expression either() {
        if (++depth > DEEPEST) {
            throw words.unexpected();
        }
        Expression left = both();
        while (words.takeWord("or")) {
            left = Operators.or(left, both());
        }
        depth--;
        return left;
    }

    private Expression both() {
        Expression left = negation();
        while (words.takeWord("and")) {
            left = Operators.and(left, negation());
        }
        return left;
    }

    private Expression negation() {
        boolean negated = false;
        while (words.takeWord("not")) {
            negated = !negated;
        }
        Expression condition = comparison();
        return negated ? Operators.not(condition) : condition;
    }

    private Expression comparison() {
        Expression left = sum();
        Token next = words.peek();
        if (next.is(Kind.SYMBOL) && Operators.isComparison(next.text())) {
            words.next();
            return Operators.comparison(next.text(), left, sum());
        }
        if (words.takeSymbol("=~")) {
            return pattern(left);
        }
        boolean negated = words.takeWord("not");
        if (words.takeWord("like")) {
            Expression found = pattern(left);
            return negated ? Operators.not(found) : found;
        }
        if (words.takeWord("in")) {
            return Operators.in(left, list(), !negated);
        }
        if (negated) {
            throw words.unexpected();
        }
        return left;
    }

    private Expression pattern(Expression text) {
        if (words.atRegex()) {
            TextPattern pattern = regex();
            return row -> Value.of(pattern.find(text.evaluate(row).shown()));
        }
        Expression part = sum();
        return row -> {
            Value searched = text.evaluate(row);
            return Value.of(searched.isPresent()
                    && searched.shown().contains(part.evaluate(row).shown()));
        };
    }

    private List<Expression> list() {
        words.expectSymbol("[");
        List<Expression> items = new ArrayList<>();
        do {
            items.add(either());
        } while (words.takeSymbol(","));
        words.expectSymbol("]");
        return List.copyOf(items);
    }

    private Expression sum() {
        Expression left = product();
        while (words.peek().isSymbol("+") || words.peek().isSymbol("-")) {
            left = Operators.arithmetic(words.next().text(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (words.peek().isSymbol("*")
                || words.peek().isSymbol("/")
                || words.peek().isSymbol("%")) {
            left = Operators.arithmetic(words.next().text(), left, power());
        }
        return left;
    }

    /** Binds to the right; written as a loop, so that a long one needs no stack. */
    private Expression power() {
        List<Expression> parts = new ArrayList<>(List.of(signed()));
        while (words.takeSymbol("^")) {
            parts.add(signed());
        }
        Expression right = parts.get(parts.size() - 1);
        for (int i = parts.size() - 2; i >= 0; i--) {
            right = Operators.arithmetic("^", parts.get(i), right);
        }
        return right;
    }

    private Expression signed() {
        boolean negative = false;
        while (words.peek().isSymbol("-") || words.peek().isSymbol("+")) {
            negative ^= words.next().isSymbol("-");
        }
        Expression operand = primary();
        return negative ? Operators.arithmetic("-", row -> Value.of(0.0), operand) : operand;
    }

    /** Each operand may be one more level of the tree that the operators make, which must not outgrow the stack. */
    private Expression primary() {
        if (++operands > MOST_OPERANDS) {
            throw words.unexpected();
        }
        Token next = words.peek();
        switch (next.kind()) {
            case NUMBER, TEXT -> {
                words.next();
                Value constant =
                        next.is(Kind.NUMBER) ? Value.of(Double.parseDouble(next.text())) : Value.of(next.text());
                return row -> constant;
            }
            case PERIOD -> {
                Optional<Period> period = Period.of(next.text());
                words.next();
                return period.orElseThrow(() -> words.wrong("Invalid time period: " + next.text(), next.start()));
            }
            case QUOTED_NAME -> {
                words.next();
                return field(next.text());
            }
            case NAME -> {
                return named(next);
            }
            default -> {
                if (!words.takeSymbol("(")) {
                    throw words.unexpected();
                }
                Expression inner = either();
                words.expectSymbol(")");
                return inner;
            }
        }
    }

    private Expression named(Token name) {
        if (KEYWORDS.contains(name.text().toLowerCase(Locale.ROOT))) {
            throw words.unexpected();
        }
        words.next();
        if (words.peek().isSymbol("(")) {
            return call(name);
        }
        if (name.isWord("true") || name.isWord("false")) {
            Value truth = Value.of(name.isWord("true"));
            return row -> truth;
        }
        return field(name.text());
    }

    private static Expression field(String name) {
        return row -> row.field(name);
    }

    private Expression call(Token name) {
        Function function = functions
                .named(name.text())
                .filter(found -> aggregates || !found.aggregates())
                .orElseThrow(words::unexpected);
        List<Expression> arguments = argumentsOf(name, function);
        int period = TimeFunctions.periodArgument(name.text().toLowerCase(Locale.ROOT));
        boolean fits = arguments.size() >= function.least()
                && arguments.size() <= function.most()
                && (period < 0 || arguments.get(period) instanceof Period);
        if (!fits) {
            throw words.wrong("Invalid arguments of the function " + name.text(), name.start());
        }
        Function.Body body = function.body();
        return row -> body.apply(row, arguments);
    }

    private List<Expression> argumentsOf(Token name, Function function) {
        boolean outside = aggregates;
        aggregates = outside && !function.aggregates();
        words.expectSymbol("(");
        List<Expression> arguments = arguments(name);
        words.expectSymbol(")");
        aggregates = outside;
        return arguments;
    }

    private List<Expression> arguments(Token function) {
        if (words.peek().isSymbol(")")) {
            return List.of();
        }
        if (function.isWord("count") && words.takeSymbol("*")) {
            return List.of();
        }
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(either());
        } while (words.takeSymbol(","));
        return List.copyOf(arguments);
    }
}
