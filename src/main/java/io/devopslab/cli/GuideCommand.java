package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.guide.Browser;
import io.devopslab.guide.GuideText;
import io.devopslab.guide.HtmlPage;
import io.devopslab.guide.Pager;
import io.devopslab.guide.TerminalMarkdown;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

    @Option(names = "--open", description = "Show it in the browser, as one page that needs no network.")
    private boolean open;

    @Option(names = "--html", paramLabel = "FILE", description = "Write that page to a file.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--no-pager",
            description = "Print it at once. Otherwise a guide longer than the terminal is shown by $$PAGER or less.")
    private boolean noPager;

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
        GuideText guide = part(found, new GuideText(markdown));
        Function<String, Optional<String>> values = bench.values(found);
        if (open || html.isPresent()) {
            page(console, page(found, console.language()).render(guide, values));
        } else {
            show(console, guide.with(values).markdown());
        }
        return Exit.DONE.code();
    }

    private void show(Console console, String markdown) {
        String text = new TerminalMarkdown(WIDTH, console.paint()::strong, console.paint()::code)
                .render(markdown)
                .stripTrailing();
        boolean paged = !noPager && !console.isJson() && invocation.terminal();
        if (!paged || !new Pager(invocation.environment()).show(text + "\n")) {
            console.line(text);
        }
        console.document(Console.newDocument().put("lab", lab).put("markdown", markdown));
    }

    private static HtmlPage page(Lab lab, Language language) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Task each : lab.tasks()) {
            titles.put(each.id(), each.title().in(language));
        }
        return new HtmlPage(language, lab.title().in(language), titles);
    }

    private void page(Console console, String page) {
        Path file = html.map(invocation.workingDirectory()::resolve).orElseGet(() -> usual(console.language()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    Message.of(GuideCommand.class, "guide.no-file", file, String.valueOf(e.getMessage())));
        }
        boolean opened =
                open && new Browser(invocation.environment(), System.getProperty("os.name", "")).open(file.toUri());
        String key = opened ? "guide.opened" : open ? "guide.no-browser" : "guide.written";
        console.line(Message.of(GuideCommand.class, key));
        console.line("  " + file);
        console.document(Console.newDocument()
                .put("lab", lab)
                .put("file", file.toString())
                .put("opened", opened));
    }

    /** Not below {@code .lab}: browsers from snap and flatpak cannot read directories whose names begin with a dot. */
    private Path usual(Language language) {
        return invocation.workspaces().resolve(lab + "." + language.tag() + ".html");
    }

    private GuideText part(Lab found, GuideText guide) {
        if (task.isEmpty()) {
            return guide;
        }
        String id = found.tasks(List.of(task.get())).get(0).id();
        return guide.task(id)
                .orElseThrow(() -> new UsageException(Message.of(GuideCommand.class, "guide.no-task", lab, id)));
    }
}
