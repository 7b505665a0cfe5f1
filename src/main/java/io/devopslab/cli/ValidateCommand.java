package io.devopslab.cli;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.InvalidLabException;
import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.target.embedded.JavaTools;
import io.devopslab.target.endpoint.EndpointTarget;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import io.devopslab.validate.JUnitReport;
import io.devopslab.validate.Kills;
import io.devopslab.validate.Proof;
import io.devopslab.validate.ProofJson;
import io.devopslab.validate.Shard;
import io.devopslab.validate.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves labs: that they can be solved, that each check can fail, and that nothing stays. */
@Command(
        name = "validate",
        description = {
            "Prove labs, on clouds of their own with simulated time: on a fresh lab every check fails; each solution"
                    + " passes; each mutant is caught by the check that it names; commands that are killed anywhere can"
                    + " be gone on from; nothing is left after the stop.",
            "With --target the same is proved there in real time, as far as it carries a lab, but that no command is"
                    + " killed: --kills, --jobs and --seed are for the others.",
            "Exit codes: 0 everything that the target carries is proved, 6 something is refuted, 4 something could not"
                    + " be tried, or nothing."
        })
final class ValidateCommand implements Callable<Integer> {

    /** What says how a proof on clouds of its own is made, and nothing elsewhere. */
    private static final List<String> EMBEDDED_ONLY = List.of("--kills", "--jobs", "--seed");

    @Spec
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "LAB", arity = "0..*", description = "The ids of labs; `lab list` shows them.")
    private List<String> labs = new ArrayList<>();

    @Option(names = "--all", description = "All labs.")
    private boolean all;

    @Option(names = "--labs", paramLabel = "DIR", description = "Where the labs are. Default: those of this program.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the proof as JUnit XML, for CI.")
    private Optional<Path> junit = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where identifiers come from. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many cases run at once. Default: half as many again as there are processors, for cases"
                    + " wait for builds and tests.")
    private int jobs = jobs(Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--kills",
            paramLabel = "none|some|every",
            defaultValue = "some",
            description = "Before which lines of their ledgers commands are killed; long runs of lines that are alike"
                    + " are sampled by `some`. Default: ${DEFAULT-VALUE}")
    private Kills kills = Kills.SOME;

    @Option(
            names = "--shard",
            paramLabel = "N/M",
            description =
                    "Only this part of M, for machines that share the work. Each case of a mutant, a kill or a stop"
                            + " is in one part; starts and solutions are in all.")
    private Optional<String> shard = Optional.empty();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Where the emulator of --target endpoint answers. Default: AWS_ENDPOINT_URL.")
    private Optional<String> endpoint = Optional.empty();

    private final Invocation invocation;

    ValidateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** With as many as processors these are idle for a third of the time (docs/performance.md). */
    private static int jobs(int processors) {
        return processors + (processors + 1) / 2;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Console console = output.console(invocation);
        if (jobs < 1) {
            throw new UsageException(Message.of(ValidateCommand.class, "validate.jobs", jobs));
        }
        Shard part = shard.map(ValidateCommand::part).orElse(Shard.WHOLE);
        Path labsDirectory = directory
                .map(invocation.workingDirectory()::resolve)
                .orElse(invocation.root().resolve("labs"));
        Optional<GitHubActions> gitHub = GitHubActions.of(invocation, console, labsDirectory);
        List<Lab> chosen;
        try {
            chosen = chosen(Catalog.open(labsDirectory));
        } catch (InvalidLabException e) {
            gitHub.ifPresent(job -> job.tell(e));
            throw e;
        }
        ProofLines lines = new ProofLines(console);
        Optional<String> outside = target.target()
                .or(() -> endpoint.map(url -> EndpointTarget.NAME))
                .filter(name -> !name.equals(EmbeddedTarget.NAME));
        if (outside.filter(name -> !TargetArguments.isFree(name)).isPresent()) {
            throw new UsageException(
                    Message.of(ValidateCommand.class, "validate.free"),
                    Message.of(ValidateCommand.class, "validate.free.cure"));
        }
        outside.ifPresent(this::refuseWhatIsForOthers);
        outside.ifPresent(name -> ContainerLibraries.require(invocation, name));
        List<Proof> proofs = outside.isPresent()
                ? new OutsideProofs(invocation, console).prove(outside.get(), endpoint, part, chosen, lines::note)
                : embedded(part, chosen, lines);
        lines.print(proofs);
        gitHub.ifPresent(job -> job.tell(proofs));
        if (junit.isPresent()) {
            JUnitReport.write(proofs, invocation.workingDirectory().resolve(junit.get()));
        }
        console.document(new ProofJson(console.language()).document(proofs));
        return Proof.exit(proofs).code();
    }

    /** Who gives an option means it, so it is not left out silently; a default is nobody's wish. */
    private void refuseWhatIsForOthers(String name) {
        List<String> given = EMBEDDED_ONLY.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .toList();
        if (!given.isEmpty()) {
            String options = String.join(", ", given);
            throw new UsageException(
                    Message.of(ValidateCommand.class, "validate.embedded-only", options, name),
                    Message.of(ValidateCommand.class, "validate.embedded-only.cure", options));
        }
    }

    private List<Proof> embedded(Shard part, List<Lab> chosen, ProofLines lines) throws InterruptedException {
        JavaTools.prepare(invocation.labHome());
        return new Validation(seed, jobs, kills, part, Optional.of(JavaTools.use(invocation.labHome())))
                .prove(chosen, lines::note);
    }

    private static Shard part(String text) {
        try {
            return Shard.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Message.of(ValidateCommand.class, "validate.shard", text));
        }
    }

    private List<Lab> chosen(Catalog catalog) {
        if (all != labs.isEmpty()) {
            throw new UsageException(
                    Message.of(ValidateCommand.class, "validate.what", String.join(", ", catalog.ids())));
        }
        List<String> ids = all ? catalog.ids() : labs.stream().distinct().toList();
        if (ids.isEmpty()) {
            throw new UsageException(Message.of(ValidateCommand.class, "validate.none"));
        }
        return ids.stream().map(catalog::lab).toList();
    }
}
