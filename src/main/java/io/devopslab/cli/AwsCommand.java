package io.devopslab.cli;

import io.devopslab.aws.command.AwsCommandLine;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** The {@code aws} command for a laptop that has none. */
@Command(
        name = "aws",
        customSynopsis = "lab aws SERVICE OPERATION [--option value ...]",
        description = {
            "Call AWS as the `aws` command does, in the cloud that runs.",
            "",
            "An everyday subset of the AWS CLI: write `lab aws` for `aws`.",
            "  lab aws help                 the services",
            "  lab aws codepipeline help    the operations of one",
            "  lab aws logs tail /aws/codebuild/cicd --follow",
            "",
            "Options of lab stand before SERVICE, those of aws behind it.",
            "Exit codes: 0 done, 2 usage, 3 the service said no, 4 the",
            "environment is in the way.",
            ""
        })
final class AwsCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Unmatched
    private List<String> words = new ArrayList<>();

    private final Invocation invocation;

    private AwsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command, which leaves everything from the first word on that is not its own to the AWS syntax. */
    static CommandLine line(Invocation invocation) {
        return new CommandLine(new AwsCommand(invocation)).setStopAtUnmatched(true);
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        return new AwsCommandLine(
                        new CommandCloud(bench.targets(), () -> new Whereabouts(bench).session(target.target())),
                        new ConsoleScreen(console),
                        invocation.workingDirectory(),
                        Path.of(invocation.environment().getOrDefault("HOME", "")))
                .run(words)
                .code();
    }
}
