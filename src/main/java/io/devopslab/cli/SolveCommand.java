package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.check.ReportJson;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.SolveResult;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Do tasks for the learner: what an instructor shows, and what CI proves. */
@Command(name = "solve", description = "Do tasks for the learner: what an instructor shows, and what CI proves.")
final class SolveCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Only this task; may be given several times.")
    private List<String> tasks = new ArrayList<>();

    @picocli.CommandLine.Option(names = "--all", description = "All tasks.")
    private boolean all;

    private final Invocation invocation;

    SolveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        if (all == !tasks.isEmpty()) {
            throw new UsageException(Message.of(SolveCommand.class, "solve.what"));
        }
        SolveResult result = new Bench(invocation, console)
                .session(lab, tasks, target, Bench.progress(console))
                .solve(tasks);
        new ReportLines(console, false).print(result.report());
        result.notes().forEach(console::line);
        ObjectNode document = new ReportJson(console.language()).document(result.report());
        result.solved().forEach(document.putArray("solved")::add);
        result.skipped().forEach(document.putArray("skipped")::add);
        console.document(document);
        return result.report().standing().exit().code();
    }
}
