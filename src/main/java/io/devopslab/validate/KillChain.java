package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.Crew.Turn;
import io.devopslab.validate.KillProof.Command;
import io.devopslab.validate.KillProof.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A command is killed, given again, killed later on, and so to its end: one run of what it does shows at many of its
 * lines that it can be gone on from. Where the cloud dies with it, a copy of what is left is stopped each time, which the chain
 * does not wait for.
 */
final class KillChain {

    private final Stages stages;
    private final Prover prover;
    private final Crew crew;
    private final Set<String> before;

    KillChain(Stages stages, Prover prover, Crew crew, Set<String> before) {
        this.stages = stages;
        this.prover = prover;
        this.crew = crew;
        this.before = before;
    }

    /**
     * How many things the command writes down, from that state.
     *
     * @param from empty for a cloud that never saw the lab
     */
    int facts(Command command, Optional<Snapshot> from) throws InterruptedException {
        return stages.on(from, command.word(), stage -> {
            int before = stage.session().ledger().size();
            command.run(stage.session());
            return Facts.count(stage.session().ledger(), before);
        });
    }

    /**
     * @param lines before which the command is killed, in their order, counted from 1
     * @return a case for each of them, and one for the end
     */
    List<Future<Case>> run(Command command, Optional<Snapshot> from, List<Integer> lines, Victim victim)
            throws InterruptedException {
        return stages.on(from, command.word() + victim.suffix(), stage -> {
            int written = stage.session().ledger().size();
            List<Future<Case>> cases = new ArrayList<>();
            boolean going = true;
            for (int line : lines) {
                String name = KillProof.name(command, line, victim);
                Link link = going ? link(stage, command, line, written, victim) : Link.of(skipped(name));
                cases.add(link.found());
                going = link.goesOn();
            }
            String end = command.word() + "/end" + victim.suffix();
            cases.add(CompletableFuture.completedFuture(going ? end(stage, command, end) : skipped(end)));
            return cases;
        });
    }

    private Case skipped(String name) {
        return prover.skipped(Kind.KILL, name, message("after-kill"));
    }

    /** The command that nothing kills any more. */
    private Case end(Stage stage, Command command, String name) {
        return prover.run(Kind.KILL, name, () -> {
            command.run(stage.session());
            return KillProof.stopped(stage, before);
        });
    }

    /**
     * @param goesOn whether the command can be given again; what a copy is found to be later on does not matter to the chain
     */
    private record Link(Future<Case> found, boolean goesOn) {
        static Link of(Case found) {
            return new Link(CompletableFuture.completedFuture(found), found.isProved());
        }
    }

    private Link link(Stage stage, Command command, int line, int written, Victim victim) {
        String name = KillProof.name(command, line, victim);
        if (victim == Victim.COMMAND) {
            return Link.of(prover.run(Kind.KILL, name, () -> {
                kill(stage, command, line, written);
                return Optional.empty();
            }));
        }
        Stage.Copy left;
        try {
            kill(stage, command, line, written);
            Snapshot snapshot = stage.putAway();
            left = stages.copy(snapshot);
            stage.reopen(snapshot);
        } catch (RuntimeException | InterruptedException e) {
            return Link.of(prover.run(Kind.KILL, name, () -> {
                throw e;
            }));
        }
        Future<Case> stopped = crew.submit(
                Turn.CASE,
                () -> prover.run(
                        Kind.KILL, name, () -> stages.from(left, name, copy -> KillProof.stopped(copy, before))));
        return new Link(stopped, true);
    }

    private static void kill(Stage stage, Command command, int line, int written) throws InterruptedException {
        LedgerClock.kill(stage, asked -> Facts.count(stage.session().ledger(), written) >= line - 1, command::run);
    }
}
