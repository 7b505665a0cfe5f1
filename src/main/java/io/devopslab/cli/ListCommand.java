package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Headline;
import io.devopslab.cli.cloud.RegionArgument;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Prospect;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** List the labs. */
@Command(name = "list", description = "List the labs; with --target, what it could carry of each.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Mixin
    private final DestinationArguments destination = new DestinationArguments();

    @Mixin
    private final RegionArgument region = new RegionArgument();

    @Option(names = "--markdown", description = "With --target: as a table, which says what was asked and when.")
    private boolean markdown;

    private final Invocation invocation;

    ListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<String> named = target.target();
        if (named.isPresent()) {
            prospects(named.get(), console);
            return Exit.DONE.code();
        }
        Catalog catalog = new Bench(invocation, console).catalog();
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("labs");
        int width = catalog.ids().stream().mapToInt(String::length).max().orElse(1);
        for (String id : catalog.ids()) {
            Headline lab = catalog.headline(id);
            String title = lab.title().in(console.language());
            console.line(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %4d min  %s",
                    id,
                    lab.duration().toMinutes(),
                    title));
            if (console.isJson()) {
                rows.addObject()
                        .put("id", id)
                        .put("title", title)
                        .put("minutes", lab.duration().toMinutes())
                        .put("tasks", catalog.tasks(id));
            }
        }
        console.gap();
        console.line(Message.of(ListCommand.class, "list.next"));
        console.document(document);
        return Exit.DONE.code();
    }

    /** Asks the target what it could do of each lab. What was started only to be asked is removed again. */
    private void prospects(String name, Console console) {
        Bench bench = new Bench(invocation, console);
        Catalog catalog = bench.catalog();
        boolean own = name.equals(EmbeddedTarget.NAME);
        Optional<Site> site = own
                ? Optional.empty()
                : Optional.of(bench.open(new Destination(
                        Optional.of(name),
                        destination.endpoint(),
                        destination.profile(),
                        region.region(),
                        DaemonOptions.defaults())));
        String software = site.flatMap(Site::outside).map(Outside::software).orElse(name);
        ProspectLines lines = new ProspectLines(console, software);
        try {
            List<Prospect> prospects = catalog.ids().stream()
                    .map(catalog::lab)
                    .map(lab -> site.map(it -> Prospect.of(lab, it)).orElseGet(() -> Prospect.whole(lab)))
                    .toList();
            if (markdown) {
                LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
                lines.markdown(prospects, today).forEach(console::line);
            } else {
                prospects.forEach(lines::print);
            }
            ObjectNode document = Console.newDocument().put("target", name).put("software", software);
            ArrayNode rows = document.putArray("labs");
            prospects.forEach(prospect -> lines.add(prospect, rows));
            console.document(document);
        } finally {
            bench.targets().tidy(name, bench.home());
        }
    }
}
