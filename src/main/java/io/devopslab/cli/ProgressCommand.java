package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Times;
import io.devopslab.session.progress.Achievements;
import io.devopslab.session.progress.Achievements.Done;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tell which tasks were done, and when; a stop does not change that. */
@Command(name = "progress", description = "Tell which tasks were done, and when; a stop does not change that.")
final class ProgressCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "LAB", arity = "0..1", description = "Only this lab. Default: all of them.")
    private String lab = "";

    private final Invocation invocation;

    ProgressCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        Catalog catalog = bench.catalog();
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("labs");
        for (String id : lab.isEmpty() ? catalog.ids() : List.of(lab)) {
            Lab found = catalog.lab(id);
            Achievements achieved = bench.home().diary(id).achievements();
            print(found, achieved, console);
            rows.add(document(found, achieved, console));
        }
        console.document(document);
        return Exit.DONE.code();
    }

    private static long done(Lab lab, Achievements achieved) {
        return lab.tasks().stream()
                .filter(task -> achieved.done(task.id()).isPresent())
                .count();
    }

    private static void print(Lab lab, Achievements achieved, Console console) {
        console.line(console.paint().strong(lab.id()) + "  "
                + text(console, "progress.sum", done(lab, achieved), lab.tasks().size()));
        Times times = new Times(ZoneId.systemDefault(), InstantSource.system().instant(), console.language());
        int width =
                lab.tasks().stream().mapToInt(task -> task.id().length()).max().orElse(0);
        for (Task task : lab.inOrder()) {
            Optional<Done> done = achieved.done(task.id());
            String mark = done.isPresent() ? console.paint().good("✓") : "·";
            String when = done.map(it -> times.moment(it.at())).orElse("");
            String how = done.filter(Done::solved)
                    .map(it -> "  " + text(console, "progress.solved"))
                    .orElse("");
            int taken = achieved.hints(task.id());
            String hints = taken == 0
                    ? ""
                    : "  " + text(console, "progress.hints", taken, task.hints().size());
            console.line(("  " + mark + " " + String.format(Locale.ROOT, "%-" + width + "s  %-12s", task.id(), when)
                            + hints + how)
                    .stripTrailing());
        }
        console.gap();
    }

    private static ObjectNode document(Lab lab, Achievements achieved, Console console) {
        ObjectNode document = Console.newDocument()
                .put("lab", lab.id())
                .put("done", done(lab, achieved))
                .put("total", lab.tasks().size());
        ArrayNode tasks = document.putArray("tasks");
        for (Task task : lab.inOrder()) {
            ObjectNode row = tasks.addObject()
                    .put("id", task.id())
                    .put("title", task.title().in(console.language()))
                    .put("done", achieved.done(task.id()).isPresent())
                    .put("hintsTaken", achieved.hints(task.id()))
                    .put("hints", task.hints().size());
            achieved.done(task.id())
                    .ifPresent(done -> row.put("at", Times.iso(done.at())).put("solved", done.solved()));
        }
        return document;
    }

    private static String text(Console console, String key, Object... arguments) {
        return Message.of(ProgressCommand.class, key, arguments).in(console.language());
    }
}
