package io.devopslab.cloud.service.cloudwatch.math;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A parsed expression. Immutable. */
public sealed interface Expression {

    /** A number as it stands. */
    record Constant(double value) implements Expression {}

    /** A text in quotation marks. */
    record Quoted(String text) implements Expression {}

    /** The result of another query, by its id; or one of the words {@code REPEAT} and {@code LINEAR}. */
    record Reference(String id) implements Expression {}

    /** A function's name in upper case, and what stands in its parentheses. */
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Two expressions with an operator between them, or one and its sign. */
    record Operation(Operator operator, Expression left, Expression right) implements Expression {}

    /** Several series in brackets. */
    record Listed(List<Expression> elements) implements Expression {
        public Listed {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Parses an expression.
     *
     * @throws MathException when it is none
     */
    static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    /** The ids that the expression names itself. */
    default Set<String> references() {
        Set<String> ids = new TreeSet<>();
        collect(this, ids);
        return ids;
    }

    private static void collect(Expression expression, Set<String> into) {
        if (expression instanceof Reference reference) {
            into.add(reference.id());
        } else if (expression instanceof Call call) {
            call.arguments().forEach(argument -> collect(argument, into));
        } else if (expression instanceof Operation operation) {
            collect(operation.left(), into);
            collect(operation.right(), into);
        } else if (expression instanceof Listed listed) {
            listed.elements().forEach(element -> collect(element, into));
        }
    }

    /** Whether the function is called anywhere in the expression. */
    default boolean calls(String function) {
        if (this instanceof Call call) {
            return call.function().equals(function)
                    || call.arguments().stream().anyMatch(argument -> argument.calls(function));
        }
        if (this instanceof Operation operation) {
            return operation.left().calls(function) || operation.right().calls(function);
        }
        return this instanceof Listed listed && listed.elements().stream().anyMatch(element -> element.calls(function));
    }
}
