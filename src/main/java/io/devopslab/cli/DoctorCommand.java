package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.doctor.Doctor;
import io.devopslab.doctor.Finding;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.text.Wrapping;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether this machine can run the labs. */
@Command(name = "doctor", description = "Look at this machine: what the labs need, what is there, what is missing.")
final class DoctorCommand implements Callable<Integer> {

    /** Below what was found. */
    private static final String INDENT = " ".repeat(16);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;

    DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        List<Finding> findings = new Doctor(invocation.environment(), invocation.labHome()).examine();
        findings.forEach(finding -> print(console, finding));
        boolean ready = findings.stream().noneMatch(finding -> finding.state() == Finding.State.BAD);
        console.gap();
        console.line(Message.of(DoctorCommand.class, ready ? "doctor.ready" : "doctor.not-ready"));
        console.document(document(findings, console.language()).put("ready", ready));
        return (ready ? Exit.DONE : Exit.INCONCLUSIVE).code();
    }

    private static void print(Console console, Finding finding) {
        Language language = console.language();
        String word = String.format(
                Locale.ROOT,
                "%-5s",
                Message.of(
                                DoctorCommand.class,
                                "doctor." + finding.state().name().toLowerCase(Locale.ROOT))
                        .in(language));
        String painted =
                switch (finding.state()) {
                    case GOOD -> console.paint().good(word);
                    case OPTIONAL -> console.paint().faint(word);
                    case BAD -> console.paint().bad(word);
                };
        String head = painted + String.format(Locale.ROOT, " %-9s ", finding.name());
        console.line(new Wrapping(Console.WIDTH).layOut(finding.found().in(language), head, INDENT));
        finding.cure().ifPresent(cure -> console.prose(cure.in(language), INDENT));
    }

    private static ObjectNode document(List<Finding> findings, Language language) {
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("findings");
        findings.forEach(finding -> rows.addObject()
                .put("name", finding.name())
                .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                .put("found", finding.found().in(language))
                .put("cure", finding.cure().map(cure -> cure.in(language)).orElse("")));
        return document;
    }
}
