package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.HintResult;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Give the next hint of a task. Hints are free. */
@Command(name = "hint", description = "Give the next hint of a task. Hints are free.")
final class HintCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @picocli.CommandLine.Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @picocli.CommandLine.Parameters(paramLabel = "TASK", description = "The id of a task; `lab show LAB` has them.")
    private String task = "";

    private final Invocation invocation;

    HintCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        HintResult hint = new Bench(invocation, console)
                .session(lab, List.of(task), target, Bench.progress(console))
                .hint(task);
        String text = hint.hint().text().in(console.language());
        console.line(Message.of(HintCommand.class, "hint.title", hint.number(), hint.total(), task));
        console.prose(text, "");
        console.document(Console.newDocument()
                .put("task", task)
                .put("number", hint.number())
                .put("total", hint.total())
                .put("text", text));
        return Exit.DONE.code();
    }
}
