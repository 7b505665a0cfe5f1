package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.session.StopOptions;
import io.devopslab.session.StopResult;
import io.devopslab.session.Survivor;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stop a lab: delete all that it made, and show that nothing is left. */
@Command(name = "stop", description = "Stop a lab: delete all that it made, and show that nothing is left.")
final class StopCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--delete-workspace",
            description = "Delete the clones too, also where they hold work that exists nowhere else.")
    private boolean deleteWorkspace;

    @picocli.CommandLine.Option(
            names = "--expired",
            hidden = true,
            description = "Only if its time is over; all clones stay. What the cloud does by itself.")
    private boolean expired;

    private final Invocation invocation;

    StopCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        StopResult result = stop(bench, console);
        if (!result.survivors().isEmpty()) {
            console.line(Message.of(StopCommand.class, "stop.survivors", lab));
            result.survivors().forEach(survivor -> print(console, survivor));
            console.line(Message.of(StopCommand.class, "stop.again", lab));
        } else {
            String key = result.wasRunning() ? "stop.done" : expired ? "stop.not-expired" : "stop.nothing";
            console.line(Message.of(StopCommand.class, key, lab));
        }
        result.kept().forEach(kept -> console.line(Message.of(StopCommand.class, "stop.kept", kept)));
        console.document(document(result, console));
        return (result.survivors().isEmpty() ? Exit.DONE : Exit.LEFT_BEHIND).code();
    }

    /** No cloud is started only to find nothing in it. */
    private StopResult stop(Bench bench, Console console) {
        Lab known = bench.catalog().lab(lab);
        Optional<SessionState> started = bench.started(known, target);
        String named = started.map(SessionState::target).or(target::target).orElse(EmbeddedTarget.NAME);
        ContainerLibraries.require(invocation, named);
        if (started.isPresent()) {
            Site site = bench.targets().toEnd(started.get());
            StopResult result = Session.of(known, site, bench.home(), Bench.progress(console))
                    .stop(options());
            bench.targets().tidy(site.target(), bench.home());
            return result;
        }
        Session.requireFree(known, bench.home(), named);
        bench.targets().tidy(named, bench.home());
        return new StopResult(false, List.of(), List.of());
    }

    private StopOptions options() {
        if (expired) {
            return StopOptions.forgotten();
        }
        return deleteWorkspace ? StopOptions.withWorkspace() : StopOptions.ordinary();
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
