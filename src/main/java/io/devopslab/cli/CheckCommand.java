package io.devopslab.cli;

import io.devopslab.check.Report;
import io.devopslab.check.ReportJson;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tell what works and what does not yet. */
@Command(name = "check", description = "Tell what works and what does not yet.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Only this task; may be given several times.")
    private List<String> tasks = new ArrayList<>();

    private final Invocation invocation;

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Report report = new Bench(invocation, console)
                .session(lab, Bench.progress(console))
                .check(tasks);
        new ReportLines(console).print(report);
        console.document(new ReportJson(console.language()).document(report));
        return report.standing().exit().code();
    }
}
