package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.StopResult;
import io.devopslab.session.Survivor;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stop a lab: delete all that it made, and show that nothing is left. */
@Command(name = "stop", description = "Stop a lab: delete all that it made, and show that nothing is left.")
final class StopCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--delete-workspace",
            description = "Delete the clones too, also where they hold work that exists nowhere else.")
    private boolean deleteWorkspace;

    private final Invocation invocation;

    StopCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        StopResult result = new Bench(invocation, console)
                .session(lab, Bench.progress(console))
                .stop(deleteWorkspace);
        if (!result.survivors().isEmpty()) {
            console.line(Message.of(StopCommand.class, "stop.survivors", lab));
            result.survivors().forEach(survivor -> print(console, survivor));
            console.line(Message.of(StopCommand.class, "stop.again", lab));
        } else {
            console.line(Message.of(StopCommand.class, result.wasRunning() ? "stop.done" : "stop.nothing", lab));
        }
        result.kept().forEach(kept -> console.line(Message.of(StopCommand.class, "stop.kept", kept)));
        console.document(document(result, console));
        return (result.survivors().isEmpty() ? Exit.DONE : Exit.LEFT_BEHIND).code();
    }

    private static void print(Console console, Survivor survivor) {
        console.line("  " + console.paint().bad(survivor.type()) + " " + survivor.name());
        console.line("    " + survivor.heldBy().in(console.language()));
    }

    private static ObjectNode document(StopResult result, Console console) {
        ObjectNode document = Console.newDocument().put("wasRunning", result.wasRunning());
        ArrayNode survivors = document.putArray("survivors");
        result.survivors().forEach(survivor -> survivors
                .addObject()
                .put("type", survivor.type())
                .put("name", survivor.name())
                .put("heldBy", survivor.heldBy().in(console.language())));
        ArrayNode kept = document.putArray("kept");
        result.kept().forEach(directory -> kept.add(directory.toString()));
        return document;
    }
}
