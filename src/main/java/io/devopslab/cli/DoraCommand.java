package io.devopslab.cli;

import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.check.Reasons;
import io.devopslab.cli.cloud.Durations;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.dora.History;
import io.devopslab.dora.HistoryReader;
import io.devopslab.dora.Measurement;
import io.devopslab.dora.Report;
import io.devopslab.dora.ReportDocument;
import io.devopslab.dora.ReportPicture;
import io.devopslab.dora.Window;
import io.devopslab.target.Site;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measure DORA's five metrics from a pipeline's own history. */
@Command(
        name = "dora",
        description = "Measure DORA's five metrics from a pipeline's own history.",
        footer = {"", "With -v every change is listed: what it brought, whether it failed, and why."})
final class DoraCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "LAB",
            arity = "0..1",
            description = "The lab whose pipeline is looked at. Default: the only one that runs and has one.")
    private String lab = "";

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "This pipeline instead, whosever it is.")
    private Optional<String> pipeline = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "How far back is looked, for example 36h, 7d. Default: 7d.")
    private String since = "7d";

    @Option(
            names = "--until",
            paramLabel = "DURATION",
            description = "How far back the look ends, for example 2d. Default: now.")
    private String until = "0s";

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it as a picture into a file.")
    private Optional<Path> svg = Optional.empty();

    private final Invocation invocation;

    DoraCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Duration back = duration("--since", since);
        Duration end = duration("--until", until);
        if (back.compareTo(end) <= 0) {
            throw new UsageException(message("dora.window", since, until), message("dora.window.cure"));
        }
        Pipelines pipelines = new Pipelines(new Bench(invocation, console), target.target());
        Pipelines.Found found = pipelines.find(lab, pipeline);
        Instant now = found.site().clock().now();
        Report report = measure(found, new Window(now.minus(back), now.minus(end)));
        show(report, now, console);
        return Exit.DONE.code();
    }

    private static Duration duration(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (UsageException e) {
            throw new UsageException(message("dora.no-duration", option, text), message("dora.no-duration.cure"));
        }
    }

    private static Report measure(Pipelines.Found found, Window window) {
        Site site = found.site();
        try {
            History history = new HistoryReader(new Operations(site.clients())).read(found.pipeline(), window);
            if (history.executions() == 0) {
                throw new UsageException(
                        message("dora.never-ran", found.pipeline()), message("dora.never-ran.cure", found.pipeline()));
            }
            return Measurement.of(history);
        } catch (OperationFailedException e) {
            if (e.failure().code().equals("PipelineNotFoundException")) {
                throw new UsageException(
                        message("dora.no-pipeline", found.pipeline()), message("dora.no-pipeline.cure"));
            }
            throw Reasons.exception(e.failure());
        }
    }

    private void show(Report report, Instant now, Console console) {
        if (svg.isPresent()) {
            Path file = invocation.workingDirectory().resolve(svg.get());
            try {
                Files.writeString(
                        file,
                        new ReportPicture(console.language(), ZoneId.systemDefault()).of(report),
                        StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UsageException(
                        message("dora.no-file", file, String.valueOf(e.getMessage())), message("dora.no-file.cure"));
            }
            console.line(message("dora.drawn", file));
        } else {
            new DoraLines(console, output.isVerbose(), now).print(report);
        }
        console.document(new ReportDocument(console.language()).of(report));
    }

    static Message message(String key, Object... arguments) {
        return Message.of(DoraCommand.class, key, arguments);
    }
}
