package io.devopslab.cli;

import io.devopslab.check.Report;
import io.devopslab.check.ReportJson;
import io.devopslab.check.Standing;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Times;
import io.devopslab.session.Session;
import io.devopslab.text.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
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

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Only this task; may be given several times.")
    private List<String> tasks = new ArrayList<>();

    @picocli.CommandLine.Option(
            names = "--watch",
            description = "Check again whenever something happens in the cloud or in your clone, until all passes. "
                    + "With --json a document for each change.")
    private boolean watch;

    private final Invocation invocation;

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Session session = new Bench(invocation, console).session(lab, tasks, target, Bench.progress(console));
        Report report = watch ? watched(session, console) : session.check(tasks);
        if (!watch) {
            show(report, console);
        }
        return report.standing().exit().code();
    }

    private Report watched(Session session, Console console) {
        return session.watch(tasks, report -> {
            console.freshScreen();
            Instant now = InstantSource.system().instant();
            console.line(console.paint().faint(new Times(ZoneId.systemDefault(), now, console.language()).clock(now)));
            show(report, console);
            if (report.standing() != Standing.PASSED) {
                console.note(Message.of(CheckCommand.class, "watch.goes-on"));
            }
        });
    }

    private void show(Report report, Console console) {
        new ReportLines(console, watch).print(report);
        console.document(new ReportJson(console.language()).document(report));
    }
}
