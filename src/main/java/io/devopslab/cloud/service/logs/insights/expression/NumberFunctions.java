package io.devopslab.cloud.service.logs.insights.expression;

import io.devopslab.cloud.service.logs.insights.expression.Function.OfValues;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The numeric functions (CloudWatch Logs User Guide, "Numeric operators"). What is no number has no answer. */
final class NumberFunctions {

    private NumberFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "abs", one(Math::abs),
                "ceil", one(Math::ceil),
                "floor", one(Math::floor),
                "log", one(Math::log),
                "sqrt", one(Math::sqrt),
                "round", Function.of(1, 2, NumberFunctions::round),
                "greatest", Function.of(1, Function.MANY, fold(Math::max)),
                "least", Function.of(1, Function.MANY, fold(Math::min)));
    }

    private static Function one(DoubleUnaryOperator operator) {
        return Function.of(1, 1, values -> {
            OptionalDouble number = values.get(0).number();
            return number.isPresent() ? Value.of(operator.applyAsDouble(number.getAsDouble())) : Value.missing();
        });
    }

    private static OfValues fold(DoubleBinaryOperator operator) {
        return values -> {
            OptionalDouble result = values.stream()
                    .map(Value::number)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .reduce(operator);
            return result.isPresent() ? Value.of(result.getAsDouble()) : Value.missing();
        };
    }

    private static Value round(List<Value> values) {
        OptionalDouble number = values.get(0).number();
        OptionalDouble digits = values.size() > 1 ? values.get(1).number() : OptionalDouble.of(0);
        if (number.isEmpty() || digits.isEmpty()) {
            return Value.missing();
        }
        double scale = Math.pow(10, Math.rint(digits.getAsDouble()));
        return Value.of(Math.floor(number.getAsDouble() * scale + 0.5) / scale);
    }
}
