package io.devopslab.cli;

import io.devopslab.catalog.Catalog;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.JavaTools;
import io.devopslab.target.embedded.Rehearsal;
import io.devopslab.text.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes through what commands and daemons do, for the launcher's class-data archive. */
@Command(name = "rehearse", hidden = true, description = "Load what other commands load, for the class-data archive.")
final class RehearseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--lab", description = "Also start, check and stop a lab.")
    private boolean withLab;

    private final Invocation invocation;

    RehearseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        new Cli(invocation).run("list");
        new Cli(invocation).run("--help");
        Rehearsal.run(withLab ? this::lab : home -> {});
        JavaTools.prepare(invocation.labHome());
        return Exit.DONE.code();
    }

    /** What a learner does with a lab, with the cloud that has this home. Whether it succeeds does not matter. */
    private void lab(Path home) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("HOME", home.toString());
        environment.put("LAB_HOME", home.toString());
        Cli cli = new Cli(new Invocation(
                environment,
                home,
                invocation.root(),
                Optional.empty(),
                invocation.out(),
                invocation.err(),
                invocation.terminal(),
                Optional.empty()));
        Catalog.open(invocation.root().resolve("labs")).ids().stream()
                .findFirst()
                .ifPresent(lab -> List.of("start", "check", "stop").forEach(verb -> cli.run(verb, lab)));
    }
}
