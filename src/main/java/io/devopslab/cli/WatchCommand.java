package io.devopslab.cli;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab watch}: what happens in a lab, live. */
@Command(name = "watch", description = "Watch live what happens in a lab: traffic.")
final class WatchCommand implements Runnable {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    private WatchCommand() {}

    /** The command with its verbs. */
    static CommandLine tree(Invocation invocation) {
        return new CommandLine(new WatchCommand()).addSubcommand("traffic", new WatchTrafficCommand(invocation));
    }

    @Override
    public void run() {
        throw new UsageException(
                Message.of(WatchCommand.class, "no-watch"), Message.of(WatchCommand.class, "no-watch.cure"));
    }
}
