package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.DaemonServer;
import io.devopslab.target.embedded.ExpiryAction;
import io.devopslab.target.embedded.Program;
import io.devopslab.text.Exit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves the embedded cloud in this process; what {@code lab cloud start} runs in the background. */
@Command(name = "serve", hidden = true, description = "Serve the embedded cloud in the foreground.")
final class ServeCloudCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final DaemonArguments arguments = new DaemonArguments();

    private final Invocation invocation;

    ServeCloudCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Optional<ExpiryAction> expiry = invocation.jar().map(jar -> new ExpiredLabs(invocation, jar));
        new DaemonServer(invocation.labHome(), arguments.options(), Program.of(invocation.jar()), expiry).run();
        return Exit.DONE.code();
    }
}
