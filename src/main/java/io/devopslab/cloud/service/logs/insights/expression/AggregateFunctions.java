package io.devopslab.cloud.service.logs.insights.expression;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What {@code stats} can count (CloudWatch Logs User Guide, "Functions to use with stats"). Where no row of a group
 * has a number, there is no answer.
 */
final class AggregateFunctions {

    private AggregateFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        all.put("count", Function.aggregate(0, 1, AggregateFunctions::count));
        all.put(
                "count_distinct",
                Function.aggregate(
                        1,
                        1,
                        (row, a) -> Value.of((double)
                                present(row, a).map(Value::shown).distinct().count())));
        all.put("sum", ofNumbers(numbers -> sum(numbers)));
        all.put("avg", ofNumbers(numbers -> sum(numbers) / numbers.length));
        all.put("stddev", ofNumbers(AggregateFunctions::deviation));
        all.put("min", Function.aggregate(1, 1, (row, a) -> least(row, a, new NaturalOrder())));
        all.put("max", Function.aggregate(1, 1, (row, a) -> least(row, a, new NaturalOrder().reversed())));
        all.put("sortsfirst", all.get("min"));
        all.put("sortslast", all.get("max"));
        all.put("pct", Function.aggregate(2, 2, AggregateFunctions::percentile));
        all.put("earliest", Function.aggregate(1, 1, (row, a) -> atEdge(row, a, byTime())));
        all.put("latest", Function.aggregate(1, 1, (row, a) -> atEdge(row, a, byTime().reversed())));
        return all;
    }

    private static Stream<Value> present(Row group, List<Expression> arguments) {
        return group.members().stream().map(arguments.get(0)::evaluate).filter(Value::isPresent);
    }

    private static double[] numbers(Row group, List<Expression> arguments) {
        return present(group, arguments)
                .map(Value::number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    private static Function ofNumbers(ToDoubleFunction<double[]> body) {
        return Function.aggregate(1, 1, (row, a) -> {
            double[] numbers = numbers(row, a);
            return numbers.length == 0 ? Value.missing() : Value.of(body.applyAsDouble(numbers));
        });
    }

    private static double sum(double[] numbers) {
        return java.util.Arrays.stream(numbers).sum();
    }

    /** Of the whole population. */
    private static double deviation(double[] numbers) {
        double mean = sum(numbers) / numbers.length;
        double squares = java.util.Arrays.stream(numbers)
                .map(n -> (n - mean) * (n - mean))
                .sum();
        return Math.sqrt(squares / numbers.length);
    }

    private static Value count(Row group, List<Expression> arguments) {
        return Value.of((double)
                (arguments.isEmpty()
                        ? group.members().size()
                        : present(group, arguments).count()));
    }

    private static Value least(Row group, List<Expression> arguments, Comparator<Value> order) {
        return present(group, arguments).min(order).orElse(Value.missing());
    }

    /** The least value that so many percent of the values do not exceed. */
    private static Value percentile(Row group, List<Expression> arguments) {
        List<Value> sorted = present(group, arguments)
                .filter(v -> v.number().isPresent())
                .sorted(new NaturalOrder())
                .toList();
        OptionalDouble percent = arguments.get(1).evaluate(group).number();
        if (sorted.isEmpty() || percent.isEmpty()) {
            return Value.missing();
        }
        double rank = Math.ceil(Math.min(100, Math.max(0, percent.getAsDouble())) / 100 * sorted.size());
        return sorted.get(Math.max(0, (int) rank - 1));
    }

    private static Comparator<Row> byTime() {
        return Comparator.comparing(row -> row.field(TimeFunctions.TIMESTAMP), new NaturalOrder());
    }

    private static Value atEdge(Row group, List<Expression> arguments, Comparator<Row> order) {
        Expression field = arguments.get(0);
        return group.members().stream()
                .filter(row -> field.evaluate(row).isPresent())
                .min(order)
                .map(field::evaluate)
                .orElse(Value.missing());
    }
}
