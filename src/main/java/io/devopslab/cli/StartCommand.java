package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.cloud.DaemonArguments;
import io.devopslab.cli.cloud.Durations;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.SessionState;
import io.devopslab.session.StartResult;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Start a lab, or go on with a start that was cut off. */
@Command(name = "start", description = "Start a lab, or go on with a start that was cut off.")
final class StartCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofDays(365);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @Mixin
    private final DaemonArguments arguments = new DaemonArguments();

    @Mixin
    private final DestinationArguments destination = new DestinationArguments();

    @picocli.CommandLine.Option(
            names = "--yes",
            description = "With --target aws: do not ask which account is meant, as in CI.")
    private boolean yes;

    @picocli.CommandLine.Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The workspace. Default: ~/labs/LAB.")
    private Optional<Path> directory = Optional.empty();

    @picocli.CommandLine.Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "Stop it after so long if it is forgotten, for example 8h; your clone stays. "
                    + "Starting again gives it as long again. Default: what the lab says.")
    private Optional<String> ttl = Optional.empty();

    private final Invocation invocation;

    StartCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<Duration> given = ttl.map(StartCommand::ttl);
        Optional<Path> workspace = directory.map(invocation.workingDirectory()::resolve);
        Bench bench = new Bench(invocation, console);
        Lab known = bench.catalog().lab(lab);
        Destination where = new Destination(
                target.target(),
                destination.endpoint(),
                destination.profile(),
                arguments.region(),
                arguments.options());
        StartResult result = bench.session(
                        known,
                        where,
                        account -> new Confirmation(invocation, console, where.sweepCommand())
                                .ask(account, known, given.orElse(known.ttl()), yes),
                        Bench.progress(console))
                .start(workspace, given);
        SessionState session = result.session();
        console.line(Message.of(StartCommand.class, standing(known, result), lab, session.target()));
        session.clones().values().forEach(clone -> console.line("  cd " + clone));
        result.firstTask().ifPresent(task -> {
            console.gap();
            console.line(console.paint().strong(task.title().in(console.language())));
            console.prose(task.goal().in(console.language()), "");
        });
        console.gap();
        console.line(Message.of(
                StartCommand.class, result.firstTask().isPresent() ? "start.next" : "start.nothing-to-do", lab));
        console.document(new SessionJson().document(session).put("resumed", result.resumed()));
        return Exit.DONE.code();
    }

    /** How the lab stands; a lab of which no clone could be made has only what its target carries. */
    private static String standing(Lab lab, StartResult result) {
        if (lab.clones().isEmpty() && result.firstTask().isPresent()) {
            return result.resumed() ? "start.running" : "start.ready";
        }
        if (result.session().clones().isEmpty()) {
            return "start.without-clone";
        }
        return result.resumed() ? "start.resumed" : "start.done";
    }

    private static Duration ttl(String text) {
        Duration ttl = Durations.parse(text);
        if (ttl.isZero() || ttl.compareTo(LONGEST) > 0) {
            throw new UsageException(Message.of(StartCommand.class, "start.ttl", text));
        }
        return ttl;
    }
}
