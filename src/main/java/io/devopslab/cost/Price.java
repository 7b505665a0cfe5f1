package io.devopslab.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS asks for a kind of resource.
 *
 * @param type CloudFormation's
 * @param where what properties a resource of that type must have, by JSON pointers, for the price to be its
 * @param unit what is counted: a key of the messages, for example {@code build-minute}. What ends in {@code -month} is asked for
 *     the time that the resource stands, everything else for what is done with it
 * @param usd US dollars a unit
 * @param perHour how much of it a learner is assumed to use in an hour; empty for what is asked for by time
 * @param freeDays for how many days from its creation a resource costs nothing
 * @param source AWS's page of the price
 * @param secondHand where it was read, where that was not AWS's page itself
 */
record Price(
        String type,
        Map<String, String> where,
        String unit,
        BigDecimal usd,
        Optional<BigDecimal> perHour,
        int freeDays,
        String source,
        Optional<String> secondHand) {

    Price {
        where = Map.copyOf(where);
    }

    boolean isOf(String resourceType, JsonNode properties) {
        return type.equals(resourceType)
                && where.entrySet().stream()
                        .allMatch(condition ->
                                properties.at(condition.getKey()).asText().equals(condition.getValue()));
    }
}
