package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Show what a lab is about: its tasks, how long it takes, what it would cost on AWS. */
@Command(
        name = "show",
        description = "Show what a lab is about: its tasks, how long it takes, what it would cost on AWS.")
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    private final Invocation invocation;

    ShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Lab found = new Bench(invocation, console).catalog().lab(lab);
        Language language = console.language();
        console.line(console.paint().strong(found.title().in(language)));
        console.prose(found.summary().in(language), "");
        console.gap();
        console.line(Message.of(ShowCommand.class, "show.session", found.session()));
        console.line(
                Message.of(ShowCommand.class, "show.duration", found.duration().toMinutes()));
        console.line(Message.of(
                ShowCommand.class,
                "show.cost",
                found.cost().estimate(),
                found.cost().cap()));
        console.line(Message.of(ShowCommand.class, "show.services", String.join(", ", found.services())));
        console.gap();
        for (Task task : found.inOrder()) {
            console.line("  " + task.id() + ": " + task.title().in(language));
        }
        console.gap();
        console.line(Message.of(ShowCommand.class, "show.next", found.id()));
        console.document(document(found, language));
        return Exit.DONE.code();
    }

    private static ObjectNode document(Lab lab, Language language) {
        ObjectNode document = Console.newDocument()
                .put("id", lab.id())
                .put("title", lab.title().in(language))
                .put("summary", lab.summary().in(language))
                .put("session", lab.session())
                .put("minutes", lab.duration().toMinutes())
                .put("estimateUsd", lab.cost().estimate())
                .put("capUsd", lab.cost().cap());
        lab.services().forEach(document.putArray("services")::add);
        ArrayNode tasks = document.putArray("tasks");
        lab.inOrder().forEach(task -> tasks.addObject()
                .put("id", task.id())
                .put("title", task.title().in(language)));
        return document;
    }
}
