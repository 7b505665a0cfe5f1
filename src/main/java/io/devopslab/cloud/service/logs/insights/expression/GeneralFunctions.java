package io.devopslab.cloud.service.logs.insights.expression;

import java.util.List;
import java.util.Map;

/** The functions of anything (CloudWatch Logs User Guide, "General functions"). */
final class GeneralFunctions {

    private GeneralFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "ispresent",
                Function.of(1, 1, v -> Value.of(v.get(0).isPresent())),
                "coalesce",
                Function.of(1, Function.MANY, GeneralFunctions::coalesce),
                "if",
                new Function(
                        3, 3, false, (row, a) -> a.get(a.get(0).evaluate(row).isTrue() ? 1 : 2)
                                .evaluate(row)),
                "case",
                new Function(2, Function.MANY, false, GeneralFunctions::firstTrue));
    }

    private static Value coalesce(List<Value> values) {
        return values.stream().filter(Value::isPresent).findFirst().orElse(Value.missing());
    }

    /** Conditions and what they lead to, in pairs, and perhaps what holds otherwise. */
    private static Value firstTrue(Row row, List<Expression> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (arguments.get(i).evaluate(row).isTrue()) {
                return arguments.get(i + 1).evaluate(row);
            }
        }
        boolean otherwise = arguments.size() % 2 == 1;
        return otherwise ? arguments.get(arguments.size() - 1).evaluate(row) : Value.missing();
    }
}
