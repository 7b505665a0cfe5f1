package io.devopslab.cloud.service.cloudwatch.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one expression: operators by their rank, functions, lists, numbers, texts and ids. Used once. */
final class ExpressionParser {

    private static final Pattern NUMBER =
            Pattern.compile("\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
    private static final int LOWEST = 1;
    private static final int HIGHEST = 6;
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression parse() {
        Expression expression = operation(LOWEST);
        if (!isAtEnd()) {
            throw unexpected();
        }
        return expression;
    }

    private MathException unexpected() {
        return new MathException(
                at >= text.length()
                        ? "Unexpected end of the expression"
                        : "Unexpected '" + text.charAt(at) + "' at position " + (at + 1));
    }

    private boolean isAtEnd() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at >= text.length();
    }

    private boolean take(String sign) {
        if (isAtEnd() || !text.startsWith(sign, at)) {
            return false;
        }
        boolean isWord = Character.isLetter(sign.charAt(0));
        int end = at + sign.length();
        if (isWord && end < text.length() && isPartOfWord(text.charAt(end))) {
            return false;
        }
        at = end;
        return true;
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void need(String sign) {
        if (!take(sign)) {
            isAtEnd();
            throw unexpected();
        }
    }

    private Expression operation(int rank) {
        if (rank > HIGHEST) {
            return signed();
        }
        Expression left = operation(rank + 1);
        for (Optional<Operator> operator = operator(rank); operator.isPresent(); operator = operator(rank)) {
            left = new Expression.Operation(operator.get(), left, operation(rank + 1));
        }
        return left;
    }

    private Optional<Operator> operator(int rank) {
        for (Operator operator : Operator.values()) {
            if (operator.rank() == rank && (take(operator.sign()) || take(operator.word()))) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private Expression signed() {
        if (++depth > DEEPEST) {
            throw new MathException("The expression is nested too deeply");
        }
        try {
            if (take("-")) {
                return new Expression.Operation(Operator.MINUS, new Expression.Constant(0), operation(HIGHEST));
            }
            return take("+") ? operation(HIGHEST) : primary();
        } finally {
            depth--;
        }
    }

    private Expression primary() {
        if (take("(")) {
            Expression inner = operation(LOWEST);
            need(")");
            return inner;
        }
        if (take("[")) {
            return new Expression.Listed(list("]"));
        }
        if (isAtEnd()) {
            throw unexpected();
        }
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return new Expression.Constant(Double.parseDouble(number.group()));
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            throw unexpected();
        }
        at = word.end();
        return take("(")
                ? new Expression.Call(word.group().toUpperCase(Locale.ROOT), list(")"))
                : new Expression.Reference(word.group());
    }

    private List<Expression> list(String end) {
        List<Expression> elements = new ArrayList<>();
        if (take(end)) {
            return elements;
        }
        do {
            elements.add(operation(LOWEST));
        } while (take(","));
        need(end);
        return elements;
    }

    private Expression quoted(char mark) {
        int end = text.indexOf(mark, at + 1);
        if (end < 0) {
            throw new MathException("A quotation mark is not closed");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return new Expression.Quoted(inner);
    }
}
