package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.target.TargetException;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.Daemons;
import io.devopslab.target.embedded.Program;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.Optional;

/** The daemon of this invocation's {@code LAB_HOME}. */
public final class Daemon {

    private final Invocation invocation;

    public Daemon(Invocation invocation) {
        this.invocation = invocation;
    }

    Daemons daemons() {
        return new Daemons(invocation.labHome());
    }

    Optional<DaemonAddress> running() {
        return daemons().running();
    }

    /** The daemon that runs; what there is to know of its build is told on the console. */
    Optional<DaemonAddress> running(Console console) {
        Optional<DaemonAddress> running = running();
        running.flatMap(address -> Daemons.staleness(address, Program.of(invocation.jar())))
                .ifPresent(console::note);
        return running;
    }

    /**
     * The daemon that runs; what there is to know of its build is told on the console.
     *
     * @throws TargetException when none does
     */
    DaemonAddress required(Console console) {
        return running(console)
                .orElseThrow(() -> new TargetException(
                        Message.of(Daemon.class, "not-running"), Message.of(Daemon.class, "not-running.cure")));
    }

    DaemonAddress start(DaemonOptions options) {
        return daemons()
                .start(
                        invocation.jar().orElseThrow(() -> new UsageException(Message.of(Daemon.class, "no-jar"))),
                        options);
    }
}
