package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab cloud}: the embedded cloud itself. */
@Command(name = "cloud", description = "Look after the embedded cloud: start, stop, status, logs, clock, coverage.")
public final class CloudCommand implements Runnable {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    private CloudCommand() {}

    /** The command with its verbs. */
    public static CommandLine tree(Invocation invocation) {
        Daemon daemon = new Daemon(invocation);
        return new CommandLine(new CloudCommand())
                .addSubcommand("start", new StartCloudCommand(invocation, daemon))
                .addSubcommand("stop", new StopCloudCommand(invocation, daemon))
                .addSubcommand("status", new StatusCloudCommand(invocation, daemon))
                .addSubcommand("logs", new LogsCloudCommand(invocation, daemon))
                .addSubcommand("advance", new AdvanceCloudCommand(invocation, daemon))
                .addSubcommand("coverage", new CoverageCloudCommand(invocation))
                .addSubcommand("reset", new ResetCloudCommand(invocation, daemon))
                .addSubcommand("serve", new ServeCloudCommand(invocation));
    }

    @Override
    public void run() {
        throw new UsageException(
                Message.of(CloudCommand.class, "no-verb"), Message.of(CloudCommand.class, "no-verb.cure"));
    }
}
