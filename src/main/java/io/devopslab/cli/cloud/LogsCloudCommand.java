package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Print the end of the log of the embedded cloud. */
@Command(name = "logs", description = "Print the end of the log of the embedded cloud.")
final class LogsCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many lines. Default: 50.")
    private int lines = 50;

    private final Invocation invocation;
    private final Daemon daemon;

    LogsCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        if (lines < 1) {
            throw new UsageException(Message.of(LogsCloudCommand.class, "log.lines", lines));
        }
        String tail = daemon.daemons().logTail(lines);
        console.line(
                tail.isEmpty() ? Message.of(LogsCloudCommand.class, "log.empty").in(console.language()) : tail);
        console.document(Console.newDocument()
                .put("file", daemon.daemons().log().toString())
                .put("text", tail));
        return Exit.DONE.code();
    }
}
