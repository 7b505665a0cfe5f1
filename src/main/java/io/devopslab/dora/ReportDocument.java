package io.devopslab.dora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.dora.Change.Brought;
import io.devopslab.dora.Change.Failure;
import io.devopslab.dora.Report.Delivery;
import io.devopslab.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A report for programs. Numbers are null where nothing is known; times are ISO 8601 in UTC; spans are whole seconds; rates are
 * percent, rounded to a tenth. {@code docs/dora.md} shows one.
 */
public final class ReportDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Language language;

    public ReportDocument(Language language) {
        this.language = language;
    }

    /** The whole report. */
    public ObjectNode of(Report report) {
        History history = report.history();
        ObjectNode document = NODES.objectNode()
                .put("pipeline", history.pipeline())
                .put("stage", history.stage())
                .put("since", iso(history.window().since()))
                .put("until", iso(history.window().until()))
                .put("days", rounded(history.window().days(), 100));
        document.set("deploymentFrequency", frequency(report));
        document.set("leadTime", leadTime(report));
        document.set("changeFailRate", failRate(report));
        document.set("recoveryTime", recoveryTime(report));
        document.set("reworkRate", rework(report));
        ArrayNode deployments = document.putArray("deployments");
        report.all().forEach(change -> deployments.add(deployment(change)));
        ArrayNode alarms = document.putArray("alarms");
        history.alarms().stream()
                .filter(alarm -> history.window().contains(alarm.at()))
                .forEach(alarm -> alarms.addObject()
                        .put("alarm", alarm.alarm())
                        .put("state", alarm.state())
                        .put("at", iso(alarm.at())));
        ArrayNode notes = document.putArray("notes");
        history.notes().forEach(note -> notes.add(note.in(language)));
        return document;
    }

    private static ObjectNode frequency(Report report) {
        ObjectNode node = NODES.objectNode();
        put(node, "perDay", report.perDay(), 100);
        node.put("successful", report.delivered().size());
        node.set("executions", ids(report.delivered()));
        return node;
    }

    private static ObjectNode leadTime(Report report) {
        ObjectNode node = NODES.objectNode();
        put(node, "medianSeconds", report.leadTime());
        put(node, "p90Seconds", report.longLeadTime());
        node.put("median", report.leadTime().map(Spans::of).orElse(null));
        ArrayNode commits = node.putArray("commits");
        for (Delivery delivery : report.deliveries()) {
            commits.addObject()
                    .put("commit", delivery.brought().commit().id())
                    .put("message", delivery.brought().commit().title())
                    .put("committed", iso(delivery.brought().since()))
                    .put("deployed", iso(delivery.deployed()))
                    .put("seconds", delivery.lead().toSeconds())
                    .put("execution", delivery.deployment().id());
        }
        return node;
    }

    private static ObjectNode failRate(Report report) {
        ObjectNode node = NODES.objectNode();
        put(node, "percent", report.changeFailRate(), 10);
        node.put("failed", report.failed().size());
        node.put("changes", report.changes().size());
        node.set("executions", ids(report.failed()));
        return node;
    }

    private static ObjectNode recoveryTime(Report report) {
        ObjectNode node = NODES.objectNode();
        put(node, "medianSeconds", report.recoveryTime());
        node.put("median", report.recoveryTime().map(Spans::of).orElse(null));
        ArrayNode failures = node.putArray("failures");
        report.failed()
                .forEach(change -> change.failure().ifPresent(failure -> failures.add(failure(change, failure))));
        return node;
    }

    private static ObjectNode failure(Change change, Failure failure) {
        ObjectNode node = NODES.objectNode()
                .put("execution", change.deployment().id())
                .put("failed", iso(failure.from()))
                .put("cause", failure.cause().name())
                .put("detail", failure.detail());
        node.put("recovered", failure.recovery().map(end -> iso(end.at())).orElse(null));
        node.put("by", failure.recovery().map(end -> end.by().name()).orElse(null));
        node.put(
                "byExecution",
                failure.recovery().map(Change.Recovery::execution).orElse(null));
        put(node, "seconds", failure.lasted());
        return node;
    }

    private static ObjectNode rework(Report report) {
        ObjectNode node = NODES.objectNode();
        put(node, "percent", report.reworkRate(), 10);
        node.put("reworked", report.reworked().size());
        node.put("changes", report.changes().size());
        ArrayNode executions = node.putArray("executions");
        report.reworked().forEach(change -> change.rework().ifPresent(rework -> executions
                .addObject()
                .put("execution", change.deployment().id())
                .put("reason", rework.reason().name())
                .put("because", rework.because())));
        return node;
    }

    private static ObjectNode deployment(Change change) {
        Deployment deployment = change.deployment();
        ObjectNode node = NODES.objectNode()
                .put("execution", deployment.id())
                .put("kind", change.kind().name())
                .put("outcome", deployment.outcome().name())
                .put("revision", deployment.revision())
                .put("summary", deployment.summary())
                .put("started", iso(deployment.started()))
                .put("ended", iso(deployment.ended()))
                .put("rollbackTo", deployment.rollbackTo().orElse(null))
                .put("failed", change.failure().isPresent())
                .put("rework", change.rework().isPresent())
                .put("batch", change.brought().size());
        ArrayNode commits = node.putArray("commits");
        change.brought().stream().map(Brought::commit).map(Commit::id).forEach(commits::add);
        return node;
    }

    private static ArrayNode ids(List<Change> changes) {
        ArrayNode ids = NODES.arrayNode();
        changes.forEach(change -> ids.add(change.deployment().id()));
        return ids;
    }

    private static void put(ObjectNode node, String name, Optional<Duration> span) {
        JsonNode value =
                span.<JsonNode>map(one -> NODES.numberNode(one.toSeconds())).orElse(NODES.nullNode());
        node.set(name, value);
    }

    private static void put(ObjectNode node, String name, OptionalDouble number, int precision) {
        JsonNode value =
                number.isPresent() ? NODES.numberNode(rounded(number.getAsDouble(), precision)) : NODES.nullNode();
        node.set(name, value);
    }

    private static double rounded(double number, int precision) {
        return (double) Math.round(number * precision) / precision;
    }

    private static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
