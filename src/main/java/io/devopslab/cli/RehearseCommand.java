package io.devopslab.cli;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.JavaTools;
import io.devopslab.target.embedded.Rehearsal;
import io.devopslab.text.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes through what commands and daemons do, for the launcher's class-data archive. */
@Command(name = "rehearse", hidden = true, description = "Load what other commands load, for the class-data archive.")
final class RehearseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;

    RehearseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        new Cli(invocation).run("list");
        new Cli(invocation).run("--help");
        Rehearsal.run();
        JavaTools.prepare(invocation.labHome());
        return Exit.DONE.code();
    }
}
