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

/** Empty the embedded cloud: everything in it is deleted, running labs included. */
@Command(name = "reset", description = "Empty the embedded cloud: everything in it is deleted, running labs included.")
final class ResetCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    private final Invocation invocation;
    private final Daemon daemon;

    ResetCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        if (!yes) {
            throw new UsageException(Message.of(ResetCloudCommand.class, "reset.confirm"));
        }
        daemon.daemons().reset(daemon.required(console));
        console.line(Message.of(ResetCloudCommand.class, "reset.done"));
        console.document(Console.newDocument().put("reset", true));
        return Exit.DONE.code();
    }
}
