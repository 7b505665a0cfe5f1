package io.devopslab.cloud.service.cloudwatch.math;

import io.devopslab.cloud.service.cloudwatch.math.Value.Scalar;
import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import io.devopslab.cloud.service.cloudwatch.math.Value.SeriesList;
import io.devopslab.cloud.service.cloudwatch.math.Value.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** Computes an expression in a frame. */
public final class Evaluator {

    private final Frame frame;
    private final Functions functions;

    public Evaluator(Frame frame) {
        this.frame = frame;
        this.functions = new Functions(frame);
    }

    /**
     * What the expression comes to.
     *
     * @throws MathException when it makes no sense
     * @throws UnsupportedOperationException when it calls a function that AWS has and this cloud has not
     */
    public Value evaluate(Expression expression) {
        if (expression instanceof Expression.Constant number) {
            return new Scalar(number.value());
        }
        if (expression instanceof Expression.Quoted quoted) {
            return new Text(quoted.text());
        }
        if (expression instanceof Expression.Reference reference) {
            return frame.resolve().apply(reference.id());
        }
        if (expression instanceof Expression.Listed listed) {
            return list(listed);
        }
        if (expression instanceof Expression.Call call) {
            return functions.call(call.function(), arguments(call));
        }
        Expression.Operation operation = (Expression.Operation) expression;
        return combine(evaluate(operation.left()), evaluate(operation.right()), operation.operator()::apply);
    }

    private List<Value> arguments(Expression.Call call) {
        List<Value> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            boolean isMode = call.function().equals("FILL")
                    && argument instanceof Expression.Reference reference
                    && Functions.FILL_MODES.contains(reference.id());
            arguments.add(isMode ? new Text(((Expression.Reference) argument).id()) : evaluate(argument));
        }
        return arguments;
    }

    private Value list(Expression.Listed listed) {
        List<Series> all = new ArrayList<>();
        for (Expression element : listed.elements()) {
            all.addAll(Functions.series(evaluate(element)));
        }
        return new SeriesList(all);
    }

    /** Two values with an operator between them: numbers with numbers, series point by point where both have one. */
    static Value combine(Value left, Value right, DoubleBinaryOperator operator) {
        if (left instanceof Text || right instanceof Text) {
            throw new MathException("A text cannot be an operand");
        }
        if (left instanceof Scalar a && right instanceof Scalar b) {
            return new Scalar(operator.applyAsDouble(a.number(), b.number()));
        }
        if (left instanceof SeriesList many) {
            if (right instanceof SeriesList others) {
                return pairwise(many, others, operator);
            }
            return new SeriesList(many.all().stream()
                    .map(one -> (Series) combine(one, right, operator))
                    .toList());
        }
        if (right instanceof SeriesList many) {
            return new SeriesList(many.all().stream()
                    .map(one -> (Series) combine(left, one, operator))
                    .toList());
        }
        if (left instanceof Series series && right instanceof Scalar number) {
            return series.map(point -> operator.applyAsDouble(point, number.number()));
        }
        if (left instanceof Scalar number && right instanceof Series series) {
            return series.map(point -> operator.applyAsDouble(number.number(), point));
        }
        return pointwise((Series) left, (Series) right, operator);
    }

    private static Value pairwise(SeriesList left, SeriesList right, DoubleBinaryOperator operator) {
        if (left.all().size() != right.all().size()) {
            throw new MathException("Lists of time series of different lengths cannot be combined");
        }
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < left.all().size(); i++) {
            all.add(pointwise(left.all().get(i), right.all().get(i), operator));
        }
        return new SeriesList(all);
    }

    private static Series pointwise(Series left, Series right, DoubleBinaryOperator operator) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        left.points().forEach((time, number) -> {
            Double other = right.points().get(time);
            double result = other == null ? Double.NaN : operator.applyAsDouble(number, other);
            if (Double.isFinite(result)) {
                points.put(time, result);
            }
        });
        return new Series(left.label(), Math.max(left.period(), right.period()), points);
    }
}
