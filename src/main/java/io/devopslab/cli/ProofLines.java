package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import io.devopslab.validate.Case;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.Proof;
import java.util.List;
import java.util.Locale;

/** Proofs for people: while they go on a line for each case, and then how many of each kind are proved. */
final class ProofLines {

    private final Console console;

    ProofLines(Console console) {
        this.console = console;
    }

    /** A case is done. */
    synchronized void note(String lab, Case done) {
        if (isRepetition(done)) {
            return;
        }
        String name = String.format(
                Locale.ROOT,
                "%s %-8s %s/%s (%.1f s)",
                mark(done),
                done.kind().name().toLowerCase(Locale.ROOT),
                lab,
                done.name(),
                done.took().toMillis() / 1000.0);
        console.note(name
                + done.reason()
                        .map(reason -> "\n    " + reason.in(console.language()))
                        .orElse(""));
    }

    private String mark(Case done) {
        if (done.isProved()) {
            return console.paint().good("✓");
        }
        return done.finding() instanceof Finding.Refuted
                ? console.paint().bad("✗")
                : console.paint().unsure("?");
    }

    void print(List<Proof> proofs) {
        proofs.forEach(this::print);
    }

    private void print(Proof proof) {
        console.line(console.paint().strong(proof.lab()) + "  "
                + Message.of(ProofLines.class, "proof." + verdict(proof)).in(console.language())
                + String.format(Locale.ROOT, "  (%.1f s)", proof.took().toMillis() / 1000.0));
        for (Kind kind : Kind.values()) {
            int of = proof.of(kind).size();
            if (of == 0) {
                continue;
            }
            String what = Message.of(ProofLines.class, "proof." + kind.name().toLowerCase(Locale.ROOT))
                    .in(console.language());
            console.line(String.format(Locale.ROOT, "  %4d of %-4d %s", proof.proved(kind), of, what));
        }
        for (Case one : proof.cases()) {
            if (isRepetition(one)) {
                continue;
            }
            one.reason().ifPresent(reason -> {
                console.line("  " + mark(one) + " " + one.kind().name().toLowerCase(Locale.ROOT) + " " + one.name());
                console.prose(reason.in(console.language()), "      ");
            });
        }
        console.gap();
    }

    /** That a target does not carry a task is told once, and not again for each of its checks and mutants. */
    private static boolean isRepetition(Case one) {
        return one.finding() instanceof Finding.Uncarried && one.kind() != Kind.SOLUTION;
    }

    private static String verdict(Proof proof) {
        if (proof.exit() == Exit.DONE) {
            return proof.cases().stream().allMatch(Case::isProved) ? "done" : "partly";
        }
        if (proof.exit() == Exit.INVALID_LAB) {
            return "refuted";
        }
        return proof.cases().stream().anyMatch(one -> one.finding() instanceof Finding.Unproved) ? "open" : "uncarried";
    }
}
