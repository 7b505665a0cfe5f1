package io.devopslab.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.text.Language;
import java.util.Locale;

/** A report as a document of version {@value #VERSION}; members may be added without a new version. */
public final class ReportJson {

    /** The version of the document. */
    public static final int VERSION = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Language language;

    public ReportJson(Language language) {
        this.language = language;
    }

    public ObjectNode document(Report report) {
        ObjectNode document = NODES.objectNode();
        document.put("schemaVersion", VERSION);
        document.put("lab", report.lab().id());
        document.put("verdict", name(report.standing()));
        report.next().ifPresent(next -> document.put("next", next.task().id()));
        ArrayNode tasks = document.putArray("tasks");
        report.tasks().forEach(task -> tasks.add(task(task)));
        return document;
    }

    private ObjectNode task(TaskResult result) {
        ObjectNode document = NODES.objectNode();
        document.put("id", result.task().id());
        document.put("title", result.task().title().in(language));
        document.put("verdict", name(result.standing()));
        ArrayNode waits = document.putArray("waitsFor");
        result.waitsFor().forEach(waits::add);
        ArrayNode checks = document.putArray("checks");
        result.checks().forEach(check -> checks.add(check(check)));
        return document;
    }

    private ObjectNode check(CheckResult result) {
        ObjectNode document = NODES.objectNode();
        document.put("id", result.check().id());
        document.put("title", result.check().title().in(language));
        document.put("verdict", name(result.standing()));
        if (result.verdict() instanceof Verdict.Pass pass) {
            document.put("actual", pass.actual());
        } else if (result.verdict() instanceof Verdict.Fail fail) {
            document.put("message", fail.message().in(language));
            document.put("expected", fail.expected());
            document.put("actual", fail.actual());
            document.put("pending", fail.pending());
        } else if (result.verdict() instanceof Verdict.Inconclusive unclear) {
            document.put("reason", unclear.reason().in(language));
        }
        return document;
    }

    private static String name(Standing standing) {
        return switch (standing) {
            case PASSED -> "pass";
            case FAILED -> "fail";
            case INCONCLUSIVE -> standing.name().toLowerCase(Locale.ROOT);
        };
    }
}
