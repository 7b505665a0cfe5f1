package io.devopslab.cloud.service.logs.insights.expression;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All functions, by name in any case. */
final class Functions {

    /** Those that AWS has and this cloud has not. */
    private static final Set<String> ELSEWHERE = Set.of("jsonparse", "jsonstringify", "parsetime", "formattime");

    private final Map<String, Function> all = new HashMap<>();

    /**
     * @param now when the query was started
     */
    Functions(Instant now) {
        all.putAll(NumberFunctions.all());
        all.putAll(TextFunctions.all());
        all.putAll(TimeFunctions.all());
        all.putAll(GeneralFunctions.all());
        all.putAll(AddressFunctions.all());
        all.putAll(AggregateFunctions.all());
        all.put("now", Function.of(0, 0, v -> Value.of((double) now.getEpochSecond())));
    }

    /**
     * @throws UnsupportedOperationException for a function that only AWS has
     */
    Optional<Function> named(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (ELSEWHERE.contains(key)) {
            throw new UnsupportedOperationException("The function " + name + " of CloudWatch Logs Insights");
        }
        return Optional.ofNullable(all.get(key));
    }
}
