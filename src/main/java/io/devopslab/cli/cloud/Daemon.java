package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.UsageException;
import io.devopslab.target.TargetException;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.Daemons;
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

    /**
     * The daemon that runs.
     *
     * @throws TargetException when none does
     */
    DaemonAddress required() {
        return running()
                .orElseThrow(() -> new TargetException(
                        "No embedded cloud runs. Start one with `lab start cicd` or `lab cloud start`."));
    }

    DaemonAddress start(DaemonOptions options) {
        return daemons()
                .start(
                        invocation
                                .jar()
                                .orElseThrow(() -> new UsageException(
                                        "A daemon is started from the program's jar. Use the launcher `lab`.")),
                        options);
    }
}
