package io.devopslab.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.StackSpec;
import io.devopslab.cost.CostLine.Charge;
import io.devopslab.cost.CostLine.Kind;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reckons what a lab costs from its templates and its duration. Free tiers are not counted: whether an account has used them up is
 * not known.
 */
public final class Estimator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toSeconds());
    /** As AWS's pricing examples reckon a month. */
    private static final BigDecimal MONTH = BigDecimal.valueOf(730);

    private final Prices prices;

    Estimator(Prices prices) {
        this.prices = prices;
    }

    /** With the prices that come with the program. */
    public static Estimator ofKnownPrices() {
        return new Estimator(Prices.known());
    }

    /**
     * @param time how long the lab stands; that of its manifest, or until it is stopped
     * @throws LabException when a template cannot be read
     */
    public CostEstimate of(Lab lab, Duration time) {
        List<CostLine> lines = new ArrayList<>();
        for (StackSpec stack : lab.stacks()) {
            template(stack.template())
                    .path("Resources")
                    .properties()
                    .forEach(resource -> lines.add(line(stack.name(), resource.getKey(), resource.getValue(), time)));
        }
        return new CostEstimate(
                prices.region(), prices.read(), lines, lab.teardown().stacks());
    }

    private static JsonNode template(Path file) {
        try {
            String text = Files.readString(file);
            // The tags of CloudFormation's short forms are not read: no price hangs on what they stand for.
            return text.stripLeading().startsWith("{") ? JSON.readTree(text) : new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static LabException unreadable(Path file, String why, Exception cause) {
        return new LabException(
                Exit.INVALID_LAB,
                Message.of(Estimator.class, "template", file, why),
                Optional.of(Message.of(Estimator.class, "template.cure")),
                Optional.of(cause));
    }

    private CostLine line(String stack, String id, JsonNode resource, Duration time) {
        String type = resource.path("Type").asText();
        if (prices.free().containsKey(type)) {
            return new CostLine(stack, id, type, Kind.FREE, Optional.empty());
        }
        Optional<Charge> charge = prices.of(type, resource.path("Properties")).map(price -> charge(price, time));
        return new CostLine(stack, id, type, charge.isPresent() ? Kind.PRICED : Kind.UNKNOWN, charge);
    }

    private static Charge charge(Price price, Duration time) {
        BigDecimal hours = BigDecimal.valueOf(time.toSeconds()).divide(HOUR, 4, RoundingMode.UP);
        BigDecimal quantity = price.perHour()
                .map(hours::multiply)
                .orElseGet(() -> time.compareTo(Duration.ofDays(price.freeDays())) <= 0 && price.freeDays() > 0
                        ? BigDecimal.ZERO
                        : hours.divide(MONTH, 6, RoundingMode.UP));
        return new Charge(
                price.unit(),
                quantity.stripTrailingZeros(),
                price.perHour().isPresent(),
                price.usd(),
                quantity.multiply(price.usd()).setScale(4, RoundingMode.UP),
                price.source(),
                price.secondHand());
    }
}
