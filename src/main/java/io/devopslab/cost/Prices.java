package io.devopslab.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The prices that this program knows, of one region and as they were on a day.
 *
 * @param region for example {@code us-east-1}
 * @param read when they were read
 * @param free AWS's page that says so, by the types that have no price of their own
 */
record Prices(String region, LocalDate read, List<Price> prices, Map<String, String> free) {

    Prices {
        prices = List.copyOf(prices);
        free = Map.copyOf(free);
    }

    /** Those that come with the program. */
    static Prices known() {
        try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
            return of(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The prices of this program cannot be read.", e);
        }
    }

    static Prices of(JsonNode document) {
        List<Price> prices = new ArrayList<>();
        document.path("prices").forEach(price -> prices.add(price(price)));
        Map<String, String> free = new HashMap<>();
        document.path("free").forEach(group -> group.path("types")
                .forEach(type -> free.put(type.asText(), group.path("source").asText())));
        return new Prices(
                document.path("region").asText(),
                LocalDate.parse(document.path("read").asText()),
                prices,
                free);
    }

    private static Price price(JsonNode price) {
        Map<String, String> where = new LinkedHashMap<>();
        price.path("where")
                .properties()
                .forEach(condition ->
                        where.put(condition.getKey(), condition.getValue().asText()));
        return new Price(
                price.path("type").asText(),
                where,
                price.path("unit").asText(),
                new BigDecimal(price.path("usd").asText()),
                text(price, "perHour").map(BigDecimal::new),
                price.path("freeDays").asInt(0),
                price.path("source").asText(),
                text(price, "secondHand"));
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.of(node.path(member).asText("")).filter(value -> !value.isEmpty());
    }

    /** The price of a resource, the first that is its; empty when none is known. */
    Optional<Price> of(String type, JsonNode properties) {
        return prices.stream().filter(price -> price.isOf(type, properties)).findFirst();
    }
}
