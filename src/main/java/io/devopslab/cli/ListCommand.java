package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Headline;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** List the labs. */
@Command(name = "list", description = "List the labs.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;

    ListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Catalog catalog = new Bench(invocation, console).catalog();
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("labs");
        for (String id : catalog.ids()) {
            Headline lab = catalog.headline(id);
            String title = lab.title().in(console.language());
            console.line(String.format(
                    Locale.ROOT, "%-10s %3d min  %s", id, lab.duration().toMinutes(), title));
            if (console.isJson()) {
                rows.addObject()
                        .put("id", id)
                        .put("title", title)
                        .put("minutes", lab.duration().toMinutes())
                        .put("tasks", catalog.tasks(id));
            }
        }
        console.document(document);
        return Exit.DONE.code();
    }
}
