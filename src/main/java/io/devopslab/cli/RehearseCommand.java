package io.devopslab.cli;

import io.devopslab.catalog.Catalog;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.OwnProcess;
import io.devopslab.process.ProcessStarter;
import io.devopslab.target.embedded.JavaTools;
import io.devopslab.target.embedded.Rehearsal;
import io.devopslab.text.Exit;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes through what commands and daemons do, for the launcher's class-data archive. */
@Command(name = "rehearse", hidden = true, description = "Load what other commands load, for the class-data archive.")
final class RehearseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--lab",
            paramLabel = "within|beside",
            description = "Start, check and stop a lab: within this process, as commands do, or beside it, so that this"
                    + " process loads only what a daemon does.")
    private Side side = Side.WITHIN;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private enum Side {
        WITHIN,
        BESIDE
    }

    private final Invocation invocation;

    RehearseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (side == Side.WITHIN) {
            new Cli(invocation).run("list");
            new Cli(invocation).run("--help");
        }
        Rehearsal.run(this::lab);
        JavaTools.prepare(invocation.labHome());
        return Exit.DONE.code();
    }

    /** What a learner does with a lab, with the cloud that has this home. Whether it succeeds does not matter. */
    private void lab(Path home) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("HOME", home.toString());
        environment.put("LAB_HOME", home.toString());
        Catalog.open(invocation.root().resolve("labs")).ids().stream()
                .findFirst()
                .ifPresent(lab -> {
                    for (String verb : List.of("start", "check", "stop")) {
                        if (side == Side.WITHIN) {
                            within(home, environment, verb, lab);
                        } else {
                            beside(home, environment, verb, lab);
                        }
                    }
                });
    }

    private void within(Path home, Map<String, String> environment, String... words) {
        new Cli(new Invocation(
                        environment,
                        home,
                        invocation.root(),
                        Optional.empty(),
                        invocation.out(),
                        invocation.err(),
                        invocation.terminal(),
                        Optional.empty()))
                .run(words);
    }

    private void beside(Path home, Map<String, String> environment, String verb, String lab) {
        Path said = home.resolve(verb + ".out");
        ProcessBuilder builder = new ProcessBuilder(OwnProcess.command(
                        invocation.root(),
                        List.of("-cp", System.getProperty("java.class.path"), "io.devopslab.Main"),
                        List.of(verb, lab)))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = ProcessStarter.start(builder);
            // One that hangs must not hold up the making of the archive, which goes on without what it had still to do.
            process.onExit()
                    .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .destroyForcibly();
            Files.copy(said, invocation.out());
        } catch (IOException e) {
            // Then the archive has less.
        }
    }
}
