package io.devopslab.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Times;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Turn the clock of the embedded cloud forward. */
@Command(name = "advance", description = "Turn the clock of the embedded cloud forward.")
final class AdvanceCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Parameters(
            paramLabel = "DURATION",
            description = "How far, for example 90s, 10m, 2h, 1d or PT1H30M.")
    private String text = "";

    private final Invocation invocation;
    private final Daemon daemon;

    AdvanceCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Duration duration = Durations.parse(text);
        JsonNode answer = daemon.daemons().advance(daemon.required(console), duration);
        Instant now = Instant.parse(answer.path("now").asText());
        Times times = new Times(ZoneId.systemDefault(), InstantSource.system().instant(), console.language());
        console.line(Message.of(AdvanceCloudCommand.class, "now", times.moment(now)));
        console.document(Console.newDocument().put("now", Times.iso(now)));
        return Exit.DONE.code();
    }
}
