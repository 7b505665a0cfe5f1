package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cost.CostEstimate;
import io.devopslab.cost.CostLine;
import io.devopslab.cost.CostLine.Charge;
import io.devopslab.cost.CostLine.Kind;
import io.devopslab.text.Message;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a lab costs, for people and for programs. */
final class CostLines {

    private final Console console;

    CostLines(Console console) {
        this.console = console;
    }

    void print(Lab lab, CostEstimate estimate) {
        console.line(Message.of(
                CostLines.class,
                "cost.head",
                lab.id(),
                lab.duration().toMinutes(),
                estimate.region(),
                estimate.read()));
        estimate.lines().forEach(line -> line.charge().ifPresent(charge -> print(line, charge)));
        console.gap();
        sum("cost.no-price", estimate, Kind.FREE);
        sum("cost.unknown", estimate, Kind.UNKNOWN);
        if (!estimate.uncounted().isEmpty()) {
            console.line(Message.of(CostLines.class, "cost.uncounted", String.join(", ", estimate.uncounted())));
        }
        console.gap();
        console.line(console.paint().strong(text("cost.sum", cents(estimate.sum()))));
        console.line(Message.of(
                CostLines.class,
                "cost.manifest",
                lab.cost().estimate(),
                lab.cost().cap(),
                lab.ttl().toHours()));
        if (cents(estimate.sum()).compareTo(lab.cost().cap()) > 0) {
            console.line(Message.of(CostLines.class, "cost.above-cap"));
        } else if (cents(estimate.sum()).compareTo(lab.cost().estimate()) > 0) {
            console.line(Message.of(CostLines.class, "cost.above-estimate"));
        }
    }

    private void print(CostLine line, Charge charge) {
        console.line("  " + console.paint().strong(line.resource()) + "  " + line.type() + " (" + line.stack() + ")");
        String unit = text("cost.unit." + charge.unit());
        console.prose(
                text(
                        charge.assumed() ? "cost.charge.assumed" : "cost.charge",
                        charge.quantity().toPlainString(),
                        unit,
                        charge.unitUsd().toPlainString(),
                        charge.usd().toPlainString()),
                "    ");
        console.line("    " + charge.source());
        charge.secondHand().ifPresent(page -> console.line("    " + text("cost.second-hand", page)));
    }

    private void sum(String key, CostEstimate estimate, Kind kind) {
        String types = estimate.lines().stream()
                .filter(line -> line.kind() == kind)
                .collect(Collectors.groupingBy(CostLine::type, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " × " + entry.getValue() : ""))
                .collect(Collectors.joining(", "));
        if (!types.isEmpty()) {
            console.line(Message.of(CostLines.class, key, types));
        }
    }

    /** Up, so that what costs something never reads as nothing. */
    private static BigDecimal cents(BigDecimal usd) {
        return usd.setScale(2, RoundingMode.UP);
    }

    ObjectNode document(Lab lab, CostEstimate estimate) {
        ObjectNode document = Console.newDocument()
                .put("lab", lab.id())
                .put("minutes", lab.duration().toMinutes())
                .put("region", estimate.region())
                .put("pricesRead", estimate.read().toString());
        ArrayNode rows = document.putArray("resources");
        for (CostLine line : estimate.lines()) {
            ObjectNode row = rows.addObject()
                    .put("stack", line.stack())
                    .put("resource", line.resource())
                    .put("type", line.type())
                    .put("price", line.kind().name().toLowerCase(Locale.ROOT));
            line.charge().ifPresent(charge -> {
                row.put("unit", charge.unit())
                        .put("quantity", charge.quantity())
                        .put("assumed", charge.assumed())
                        .put("unitUsd", charge.unitUsd())
                        .put("usd", charge.usd())
                        .put("source", charge.source());
                charge.secondHand().ifPresent(page -> row.put("secondHand", page));
            });
        }
        estimate.uncounted().forEach(document.putArray("uncountedStacks")::add);
        return document.put("knownUsd", cents(estimate.sum()))
                .put("estimateUsd", lab.cost().estimate())
                .put("capUsd", lab.cost().cap());
    }

    private String text(String key, Object... arguments) {
        return Message.of(CostLines.class, key, arguments).in(console.language());
    }
}
