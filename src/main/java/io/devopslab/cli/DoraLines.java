package io.devopslab.cli;

import static io.devopslab.cli.DoraCommand.message;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Paint;
import io.devopslab.cli.console.Times;
import io.devopslab.dora.Change;
import io.devopslab.dora.Change.Failure;
import io.devopslab.dora.Change.Kind;
import io.devopslab.dora.Numbers;
import io.devopslab.dora.Report;
import io.devopslab.dora.Spans;
import io.devopslab.text.Message;
import io.devopslab.text.Wrapping;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** DORA's metrics for people: five numbers, each with where it came from. */
final class DoraLines {

    private static final int NAME = 33;
    private static final int ID = 8;

    private final Console console;
    private final boolean verbose;
    private final Times times;

    /**
     * @param verbose whether all events are listed
     */
    DoraLines(Console console, boolean verbose, Instant now) {
        this.console = console;
        this.verbose = verbose;
        this.times = new Times(ZoneId.systemDefault(), now, console.language());
    }

    void print(Report report) {
        console.line(message(
                "dora.title",
                report.history().pipeline(),
                report.history().stage(),
                times.moment(report.history().window().since()),
                times.moment(report.history().window().until())));
        console.gap();
        Numbers numbers = new Numbers(report);
        int changes = report.changes().size();
        row(
                "frequency",
                numbers.frequency(),
                message("dora.frequency.from", report.delivered().size(), changes));
        row(
                "lead",
                numbers.leadTime(),
                report.longLeadTime()
                        .map(long90 ->
                                message("dora.lead.from", report.deliveries().size(), Spans.of(long90)))
                        .orElseGet(() -> message("dora.lead.none")));
        row("fail", numbers.failRate(), because("dora.fail.from", report.failed(), changes));
        long open = report.failed().stream()
                .filter(change -> change.failure().flatMap(Failure::recovery).isEmpty())
                .count();
        row(
                "recovery",
                numbers.recoveryTime(),
                message("dora.recovery.from", report.failed().size() - open, open));
        row("rework", numbers.reworkRate(), because("dora.rework.from", report.reworked(), changes));
        if (verbose) {
            console.gap();
            report.all().forEach(this::event);
        }
        report.history().notes().forEach(console::note);
        console.gap();
        console.line(message("dora.warning"));
    }

    private static Message because(String key, List<Change> part, int changes) {
        String ids = String.join(
                ", ",
                part.stream()
                        .map(change -> change.deployment().id())
                        .map(DoraLines::shortened)
                        .toList());
        return part.isEmpty() || part.size() > 3
                ? message(key, part.size(), changes)
                : message(key + ".which", part.size(), changes, ids);
    }

    private static String shortened(String id) {
        int tries = id.indexOf('#');
        String first = id.substring(0, Math.min(ID, id.length()));
        return tries < 0 ? first : first + id.substring(tries);
    }

    private void row(String metric, Optional<String> number, Message from) {
        String name = message("dora." + metric).in(console.language());
        String value = number.map(text -> console.paint().strong(text))
                .orElseGet(() -> console.paint().unsure(message("dora.no-data").in(console.language())));
        console.line(name + " ".repeat(Math.max(1, NAME - Wrapping.visible(name))) + value);
        console.line(new Wrapping(Console.WIDTH).layOut(from.in(console.language()), "  ", "  "));
    }

    private void event(Change change) {
        Paint paint = console.paint();
        String sign = change.failure().isPresent()
                ? paint.bad("✗")
                : change.deployment().succeeded() ? paint.good("✓") : paint.bad("✗");
        String kind = message("dora.kind." + change.kind().name().toLowerCase(java.util.Locale.ROOT))
                .in(console.language());
        String what = change.kind() == Kind.ROLLBACK
                ? shortened(change.deployment().rollbackTo().orElse(""))
                : change.deployment().summary();
        console.line(new Wrapping(Console.WIDTH)
                .layOut(
                        sign + " " + times.moment(change.deployment().ended()) + "  "
                                + shortened(change.deployment().id()) + "  " + kind + "  " + what,
                        "",
                        "    "));
        change.brought()
                .forEach(brought -> detail(message(
                        "dora.commit",
                        brought.commit()
                                .id()
                                .substring(0, Math.min(ID, brought.commit().id().length())),
                        brought.commit().title(),
                        times.moment(brought.since()))));
        change.failure().ifPresent(failure -> detail(failure(failure)));
        change.rework()
                .ifPresent(rework ->
                        detail(message("dora.rework." + rework.reason().name(), shortened(rework.because()))));
    }

    private Message failure(Failure failure) {
        Message why = message("dora.cause." + failure.cause().name(), failure.detail());
        return failure.recovery()
                .map(end -> message(
                        "dora.failed.over",
                        why,
                        message("dora.by." + end.by().name(), shortened(end.execution())),
                        failure.lasted().map(Spans::of).orElse("")))
                .orElseGet(() -> message("dora.failed.open", why));
    }

    private void detail(Message text) {
        console.line(new Wrapping(Console.WIDTH).layOut(text.in(console.language()), "    ", "      "));
    }
}
