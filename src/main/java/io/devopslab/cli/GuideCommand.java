package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.guide.GuideText;
import io.devopslab.guide.TerminalMarkdown;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the guide of a lab. */
@Command(name = "guide", description = "Show the guide of a lab, or of one of its tasks.")
final class GuideCommand implements Callable<Integer> {

    private static final int WIDTH = 80;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @Option(names = "--task", paramLabel = "TASK", description = "Only this task.")
    private Optional<String> task = Optional.empty();

    private final Invocation invocation;

    GuideCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        Lab found = bench.catalog().lab(lab);
        String markdown = Files.readString(found.guide().in(console.language()), StandardCharsets.UTF_8);
        GuideText guide = part(new GuideText(markdown)).with(bench.values(found));
        String text =
                new TerminalMarkdown(WIDTH, console.paint()::strong, console.paint()::code).render(guide.markdown());
        console.line(text.stripTrailing());
        console.document(Console.newDocument().put("lab", lab).put("markdown", guide.markdown()));
        return Exit.DONE.code();
    }

    private GuideText part(GuideText guide) {
        if (task.isEmpty()) {
            return guide;
        }
        return guide.task(task.get())
                .orElseThrow(() -> new UsageException(Message.of(
                        GuideCommand.class, "guide.no-task", lab, task.get(), String.join(", ", guide.tasks()))));
    }
}
