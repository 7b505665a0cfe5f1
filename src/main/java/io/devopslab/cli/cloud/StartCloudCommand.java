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
            console.note(message("runs-already").in(console.language()));
        }
        DaemonAddress address = before.orElseGet(() -> daemon.start(arguments.options()));
        console.line(message("started", address.endpoint().toString(), Long.toString(address.pid())));
        console.line(message("started.tools"));
        console.line(message("started.stop"));
        console.document(Console.newDocument()
                .put("endpoint", address.endpoint().toString())
                .put("pid", address.pid())
                .put("account", address.account())
                .put("region", address.region()));
        return Exit.DONE.code();
    }

    private static Message message(String key, Object... values) {
        return Message.of(StartCloudCommand.class, key, values);
    }
}
