package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Times;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.time.Instant;
import java.time.ZoneId;
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
            console.line(Message.of(StatusCommand.class, "status.none"));
        }
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("sessions");
        Instant now = sessions.isEmpty() ? Instant.EPOCH : bench.now();
        for (SessionState session : sessions) {
            print(console, session, now);
            rows.add(new SessionJson().document(session));
        }
        console.document(document);
        return Exit.DONE.code();
    }

    private static void print(Console console, SessionState session, Instant now) {
        Times times = new Times(ZoneId.systemDefault(), now, console.language());
        boolean runs = session.phase() != SessionState.Phase.STOPPED;
        console.line(console.paint().strong(session.lab()) + "  "
                + text(console, "status." + session.phase().name().toLowerCase(Locale.ROOT)));
        String started = times.moment(session.started());
        console.line(
                runs
                        ? text(console, "status.since", started, times.since(session.started()))
                        : text(console, "status.started", started));
        if (runs) {
            console.line(text(console, "status.expires", times.moment(session.expires())));
        }
        console.line(text(console, "status.workspace", session.workspace()));
        session.clones().values().forEach(clone -> console.line(text(console, "status.clone", clone)));
        console.line(text(console, "status.cloud", session.target(), session.account(), session.region()));
    }

    /** A path is never broken, so that it can be copied. */
    private static String text(Console console, String key, Object... arguments) {
        return Message.of(StatusCommand.class, key, arguments).in(console.language());
    }
}
