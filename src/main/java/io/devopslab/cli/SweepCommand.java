package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.cloud.RegionArgument;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Leftover;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.session.Sweep;
import io.devopslab.session.Swept;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Find what labs left behind: sessions that nobody goes on with, and what no session here has made. */
@Command(
        name = "sweep",
        description = "Find what labs left behind: sessions whose time is over or that were cut off, and what says "
                + "that a lab made it but belongs to none here; on clouds of others only what is past its time by its own tag. "
                + "Nothing is deleted without --execute.")
final class SweepCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Mixin
    private final DestinationArguments destination = new DestinationArguments();

    @Mixin
    private final RegionArgument region = new RegionArgument();

    @Option(names = "--execute", description = "Delete it. Your clones stay.")
    private boolean execute;

    private final Invocation invocation;

    SweepCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Bench bench = new Bench(invocation, console);
        List<Sweep> sweeps = sweeps(bench, console);
        if (execute) {
            List<Swept> swept =
                    sweeps.stream().flatMap(sweep -> sweep.execute().stream()).toList();
            tidy(bench, swept.stream().allMatch(Swept::isGone));
            return executed(swept, console);
        }
        List<Leftover> plan =
                sweeps.stream().flatMap(sweep -> sweep.plan().stream()).toList();
        tidy(bench, plan.isEmpty());
        ObjectNode document = Console.newDocument().put("executed", false);
        ArrayNode rows = document.putArray("leftovers");
        plan.forEach(leftover -> {
            print(leftover, console);
            rows.add(document(leftover));
        });
        console.line(
                plan.isEmpty()
                        ? Message.of(SweepCommand.class, "sweep.nothing")
                        : Message.of(SweepCommand.class, "sweep.planned", where().sweepCommand()));
        console.document(document);
        return Exit.DONE.code();
    }

    /** A container in which nothing is left, and which may have been started only to be asked, goes. */
    private void tidy(Bench bench, boolean isEmpty) {
        target.target().filter(name -> isEmpty).ifPresent(name -> bench.targets()
                .tidy(name, bench.home()));
    }

    /** What was said of where to look. */
    private Destination where() {
        return new Destination(
                target.target(),
                destination.endpoint(),
                destination.profile(),
                region.region(),
                DaemonOptions.defaults());
    }

    /** Of the target that was named; else of the embedded cloud, and of the clouds that sessions of this home run on. */
    private List<Sweep> sweeps(Bench bench, Console console) {
        List<Site> sites = target.target()
                        .filter(name -> !name.equals(EmbeddedTarget.NAME))
                        .isPresent()
                ? List.of(bench.open(where()))
                : own(bench);
        return sites.stream()
                .map(site -> new Sweep(bench.catalog(), site, bench.home(), Bench.progress(console)))
                .toList();
    }

    /** Where no cloud was ever started nothing can be left in it. */
    private List<Site> own(Bench bench) {
        List<Site> sites = new ArrayList<>(bench.target().existing().stream().toList());
        if (target.target().isEmpty()) {
            Session.all(bench.home()).stream()
                    .filter(session -> session.phase() != SessionState.Phase.STOPPED)
                    .filter(session -> !session.target().equals(EmbeddedTarget.NAME))
                    .collect(Collectors.toMap(
                            session ->
                                    List.of(session.target(), session.endpoint(), session.account(), session.region()),
                            session -> session,
                            (first, second) -> first,
                            LinkedHashMap::new))
                    .values()
                    .forEach(session -> bench.targets().running(session).ifPresent(sites::add));
        }
        return sites;
    }

    private static int executed(List<Swept> swept, Console console) {
        ObjectNode document = Console.newDocument().put("executed", true);
        ArrayNode rows = document.putArray("leftovers");
        for (Swept each : swept) {
            print(each, console);
            rows.add(document(each, console));
        }
        boolean gone = swept.stream().allMatch(Swept::isGone);
        String key = swept.isEmpty() ? "sweep.nothing" : gone ? "sweep.done" : "sweep.left";
        console.line(Message.of(SweepCommand.class, key));
        console.document(document);
        return (gone ? Exit.DONE : Exit.LEFT_BEHIND).code();
    }

    private static void print(Leftover leftover, Console console) {
        String kind = "sweep." + leftover.kind().name().toLowerCase(Locale.ROOT);
        String lab = leftover.lab().isEmpty() ? "?" : leftover.lab();
        console.line(console.paint().strong(lab) + "  "
                + Message.of(SweepCommand.class, kind, leftover.session()).in(console.language()));
        leftover.resources().forEach(resource -> console.line("    " + resource.type() + " " + resource.physicalId()));
    }

    private static void print(Swept swept, Console console) {
        print(swept.leftover(), console);
        swept.survivors()
                .forEach(survivor -> console.prose(
                        console.paint().bad(survivor.type()) + " " + survivor.name() + ": "
                                + survivor.heldBy().in(console.language()),
                        "  "));
        swept.refusal().ifPresent(why -> console.prose(why.in(console.language()), "  "));
        swept.kept().forEach(clone -> console.line(Message.of(StopCommand.class, "stop.kept", clone)));
    }

    private static ObjectNode document(Leftover leftover) {
        ObjectNode document = Console.newDocument()
                .put("lab", leftover.lab())
                .put("session", leftover.session())
                .put("kind", leftover.kind().name().toLowerCase(Locale.ROOT));
        ArrayNode resources = document.putArray("resources");
        leftover.resources()
                .forEach(resource ->
                        resources.addObject().put("type", resource.type()).put("name", resource.physicalId()));
        return document;
    }

    private static ObjectNode document(Swept swept, Console console) {
        ObjectNode document = document(swept.leftover()).put("gone", swept.isGone());
        ArrayNode survivors = document.putArray("survivors");
        swept.survivors().forEach(survivor -> survivors
                .addObject()
                .put("type", survivor.type())
                .put("name", survivor.name())
                .put("heldBy", survivor.heldBy().in(console.language())));
        swept.refusal().ifPresent(why -> document.put("refusal", why.in(console.language())));
        ArrayNode kept = document.putArray("kept");
        swept.kept().forEach(clone -> kept.add(clone.toString()));
        return document;
    }
}
