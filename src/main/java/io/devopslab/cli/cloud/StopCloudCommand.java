package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stop the embedded cloud. Labs that run stay as they are and go on with the next start. */
@Command(
        name = "stop",
        description = "Stop the embedded cloud. Labs that run stay as they are and go on with the next start.")
final class StopCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;
    private final Daemon daemon;

    StopCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<DaemonAddress> address = daemon.running();
        address.ifPresent(running -> daemon.daemons().stop(running));
        console.line(Message.of(StopCloudCommand.class, address.isPresent() ? "stopped" : "not-running"));
        console.document(Console.newDocument().put("stopped", address.isPresent()));
        return Exit.DONE.code();
    }
}
