package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tell which labs run, since when, and where their workspaces are. */
@Command(name = "status", description = "Tell which labs run, since when, and where their workspaces are.")
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
        Bench bench = new Bench(invocation);
        if (!lab.isEmpty()) {
            bench.catalog().lab(lab);
        }
        List<SessionState> sessions = Session.all(bench.home()).stream()
                .filter(session -> lab.isEmpty()
                        ? session.phase() != SessionState.Phase.STOPPED
                        : session.lab().equals(lab))
                .toList();
        if (sessions.isEmpty()) {
            console.line(Message.of(StatusCommand.class, "status.none"));
        }
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("sessions");
        for (SessionState session : sessions) {
            print(console, session);
            rows.add(new SessionJson().document(session));
        }
        console.document(document);
        return Exit.DONE.code();
    }

    private static void print(Console console, SessionState session) {
        String phase = session.phase().name().toLowerCase(Locale.ROOT);
        console.line(console.paint().strong(session.lab()) + "  " + phase + "  (" + session.target() + ", "
                + session.account() + ", " + session.region() + ")");
        console.line(Message.of(StatusCommand.class, "status.since", session.started(), session.expires()));
        console.line(Message.of(StatusCommand.class, "status.workspace", session.workspace()));
        session.clones().values().forEach(clone -> console.line("    " + clone));
    }
}
