package io.devopslab.cli;

import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.check.TaskResult;
import io.devopslab.check.Verdict;
import io.devopslab.cli.console.Console;
import io.devopslab.text.Language;
import io.devopslab.text.Message;

/**
 * A report for people: what passed, what did not and why, and what to do next. Of all tasks, those whose turn has not
 * come take a line each; a task that is asked for by its name is told in full.
 */
final class ReportLines {

    private final Console console;
    private final boolean watched;

    /**
     * @param watched whether somebody looks again by itself
     */
    ReportLines(Console console, boolean watched) {
        this.console = console;
        this.watched = watched;
    }

    void print(Report report) {
        boolean folded = false;
        for (TaskResult task : report.tasks()) {
            folded = isWhole(report) && isFarOff(task);
            if (folded) {
                fold(task);
            } else {
                print(task, report.lab().id());
            }
        }
        if (folded) {
            console.gap();
        }
        report.next()
                .ifPresentOrElse(
                        next -> console.line(Message.of(
                                ReportLines.class,
                                isUnclear(next) ? "report.next-unclear" : "report.next",
                                report.lab().id(),
                                next.task().id())),
                        () -> console.line(Message.of(
                                ReportLines.class,
                                isWhole(report) ? "report.done" : "report.done-so-far",
                                report.lab().id())));
    }

    private static boolean isWhole(Report report) {
        return report.tasks().size() == report.lab().tasks().size();
    }

    /** Whether nothing can be told of it: then nobody should be sent to work on it here. */
    private static boolean isUnclear(TaskResult result) {
        return result.checks().stream().allMatch(check -> check.verdict() instanceof Verdict.Inconclusive);
    }

    /** Whether other tasks come first, and nothing of this one stands yet: what all is missing helps nobody now. */
    private static boolean isFarOff(TaskResult result) {
        return !result.waitsFor().isEmpty()
                && result.checks().stream().allMatch(check -> check.verdict() instanceof Verdict.Fail);
    }

    private void fold(TaskResult result) {
        String waits = Message.of(ReportLines.class, "report.waits", String.join(", ", result.waitsFor()))
                .in(console.language());
        String title = result.task().title().in(console.language());
        boolean fits = result.task().id().length() + title.length() + waits.length() + 4 <= Console.WIDTH;
        console.line(console.paint().strong(result.task().id()) + "  " + title + (fits ? "  " + waits : ""));
        if (!fits) {
            console.prose(waits, "        ");
        }
    }

    private void print(TaskResult result, String lab) {
        console.line(console.paint().strong(result.task().id()) + "  "
                + result.task().title().in(console.language()));
        result.checks().forEach(check -> print(check, lab));
        if (!result.waitsFor().isEmpty()) {
            console.prose(
                    Message.of(ReportLines.class, "report.waits", String.join(", ", result.waitsFor()))
                            .in(console.language()),
                    "        ");
        }
        console.gap();
    }

    private void print(CheckResult result, String lab) {
        Language language = console.language();
        String title = result.check().title().in(language);
        if (result.verdict() instanceof Verdict.Pass) {
            console.line("  " + console.paint().good(word("pass")) + "  " + title);
        } else if (result.verdict() instanceof Verdict.Fail fail) {
            console.line("  " + console.paint().bad(word("fail")) + "  " + title);
            console.prose(fail.message().in(language), "        ");
            if (fail.pending()) {
                console.prose(
                        Message.of(ReportLines.class, watched ? "report.running" : "report.pending", lab)
                                .in(language),
                        "        ");
            }
        } else if (result.verdict() instanceof Verdict.Inconclusive unclear) {
            console.line("  " + console.paint().unsure(word("unclear")) + "  " + title);
            console.prose(unclear.reason().in(language), "        ");
        }
    }

    private String word(String verdict) {
        return Message.of(ReportLines.class, "report." + verdict).in(console.language());
    }
}
