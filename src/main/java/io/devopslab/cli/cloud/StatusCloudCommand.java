package io.devopslab.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Times;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tell whether the embedded cloud runs, where, and what time it is in it. */
@Command(name = "status", description = "Tell whether the embedded cloud runs, where, and what time it is in it.")
final class StatusCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;
    private final Daemon daemon;

    StatusCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<DaemonAddress> address = daemon.running(console);
        if (address.isEmpty()) {
            console.line(Message.of(
                    StatusCloudCommand.class,
                    "runs-not",
                    String.valueOf(daemon.daemons().log().getParent())));
            console.document(Console.newDocument().put("running", false));
            return Exit.DONE.code();
        }
        JsonNode status = daemon.daemons().status(address.get());
        console.line(Message.of(
                StatusCloudCommand.class, "answers", address.get().endpoint().toString()));
        ObjectNode document = Console.newDocument().put("running", true);
        document.put("endpoint", address.get().endpoint().toString());
        status.properties().forEach(entry -> document.set(entry.getKey(), entry.getValue()));
        Instant started = address.get().started();
        Instant now = instant(status.path("now")).orElse(started);
        document.put("started", Times.iso(started)).put("now", Times.iso(now));
        print(console, status, started, now);
        console.document(document);
        return Exit.DONE.code();
    }

    private static void print(Console console, JsonNode status, Instant started, Instant now) {
        Times times = new Times(ZoneId.systemDefault(), now, console.language());
        status.properties()
                .forEach(entry -> row(
                        console,
                        entry.getKey(),
                        switch (entry.getKey()) {
                            case "started" ->
                                times.moment(started) + " ("
                                        + times.span(
                                                started, InstantSource.system().instant()) + ")";
                            case "now" -> times.moment(now);
                            default -> entry.getValue().asText();
                        }));
    }

    private static void row(Console console, String name, String value) {
        console.line(String.format(Locale.ROOT, "  %-10s %s", name, value));
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return Optional.of(Instant.parse(node.asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
