package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Cost;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tell which labs run, since when, until when, at what cost, and where their workspaces are. */
@Command(
        name = "status",
        description = "Tell which labs run, since when, until when, at what cost, and where their workspaces are.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Parameters(
            paramLabel = "LAB",
            arity = "0..1",
            description = "Only this lab; stopped ones are shown too then.")
    private String lab = "";

    private final Invocation invocation;

    StatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        if (!lab.isEmpty()) {
            bench.catalog().lab(lab);
        }
        List<SessionState> sessions = Session.all(bench.home()).stream()
                .filter(session -> lab.isEmpty()
                        ? session.phase() != SessionState.Phase.STOPPED
                        : session.lab().equals(lab))
                .toList();
        if (sessions.isEmpty()) {
            console.line(Message.of(StatusCommand.class, lab.isEmpty() ? "status.none" : "status.never", lab));
        }
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("sessions");
        for (SessionState session : sessions) {
            Optional<Cost> cost = bench.cost(session.lab());
            new SessionLines(console, bench.now(session)).print(session, cost);
            rows.add(new SessionJson().document(session, cost));
        }
        console.document(document);
        return Exit.DONE.code();
    }
}
