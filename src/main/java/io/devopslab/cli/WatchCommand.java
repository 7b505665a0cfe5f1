package io.devopslab.cli;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab watch}: what happens in a lab, live. */
@Command(name = "watch", description = "Watch live what happens in a lab: traffic.")
final class WatchCommand implements Runnable {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    private WatchCommand() {}

    /** The command with its verbs. */
    static CommandLine tree(Invocation invocation) {
        return new CommandLine(new WatchCommand()).addSubcommand("traffic", new WatchTrafficCommand(invocation));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to watch is missing: traffic");
    }
}
