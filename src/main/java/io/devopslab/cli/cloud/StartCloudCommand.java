package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.text.Exit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Start the embedded cloud in the background. */
@Command(name = "start", description = "Start the embedded cloud in the background.")
final class StartCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final DaemonArguments arguments = new DaemonArguments();

    private final Invocation invocation;
    private final Daemon daemon;

    StartCloudCommand(Invocation invocation, Daemon daemon) {
        this.invocation = invocation;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<DaemonAddress> before = daemon.running(console);
        if (before.isPresent()) {
            console.note("The embedded cloud runs already; its options stay as they are.");
        }
        DaemonAddress address = before.orElseGet(() -> daemon.start(arguments.options()));
        console.line("The embedded cloud answers at " + address.endpoint() + " (process " + address.pid() + ").");
        console.line("Your own tools:  eval \"$(lab env)\"");
        console.line("Stop it with:    lab cloud stop");
        console.document(Console.newDocument()
                .put("endpoint", address.endpoint().toString())
                .put("pid", address.pid())
                .put("account", address.account())
                .put("region", address.region()));
        return Exit.DONE.code();
    }
}
