package io.devopslab.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import java.time.Duration;
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
        JsonNode answer = daemon.daemons().advance(daemon.required(), duration);
        String now = answer.path("now").asText();
        console.line("In the embedded cloud it is now " + now + ".");
        console.document(Console.newDocument().put("now", now));
        return Exit.DONE.code();
    }
}
