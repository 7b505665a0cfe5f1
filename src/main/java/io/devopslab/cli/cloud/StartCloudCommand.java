package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.doctor.Doctor;
import io.devopslab.doctor.Finding;
import io.devopslab.target.embedded.Builds;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.Daemons;
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
        DaemonOptions options = arguments.options();
        Optional<DaemonAddress> before = daemon.running(console);
        before.ifPresent(running -> {
            console.note(message("runs-already").in(console.language()));
            Daemons.otherBuilds(running, options).ifPresent(console::note);
            Daemons.otherFallback(running, options).ifPresent(console::note);
        });
        DaemonAddress address = before.orElseGet(() -> daemon.start(options));
        console.line(message("started", address.endpoint().toString(), Long.toString(address.pid())));
        if (address.builds() == Builds.DOCKER) {
            tellOfDocker(console);
        }
        address.fallback().endpoint().ifPresent(other -> console.line(message("fallback", other.toString())));
        console.line(message("started.tools"));
        console.line(message("started.stop"));
        console.document(Console.newDocument()
                .put("endpoint", address.endpoint().toString())
                .put("pid", address.pid())
                .put("account", address.account())
                .put("region", address.region())
                .put("builds", address.builds().word())
                .put("fallback", address.fallback().word()));
        return Exit.DONE.code();
    }

    /** The daemon would tell only when the first build fails. */
    private void tellOfDocker(Console console) {
        Finding docker = new Doctor(invocation.environment(), invocation.labHome()).docker();
        if (docker.state() == Finding.State.GOOD) {
            console.line(message("builds.docker"));
        } else {
            console.note(message("builds.no-docker", docker.found().in(console.language()))
                    .in(console.language()));
        }
    }

    private static Message message(String key, Object... values) {
        return Message.of(StartCloudCommand.class, key, values);
    }
}
