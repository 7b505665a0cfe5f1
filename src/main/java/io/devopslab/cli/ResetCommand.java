package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.StartResult;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Take a lab back to its start. Your commits stay in the history. */
@Command(name = "reset", description = "Take a lab back to its start. Your commits stay in the history.")
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Option(
            names = "--everything",
            description = "Stop the lab and start it again, rather than only its repositories and workspace.")
    private boolean everything;

    private final Invocation invocation;

    ResetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        StartResult result = new Bench(invocation, console)
                .session(lab, target, Bench.progress(console))
                .reset(everything);
        console.line(Message.of(ResetCommand.class, "reset.done", lab));
        console.document(new SessionJson().document(result.session()));
        return Exit.DONE.code();
    }
}
