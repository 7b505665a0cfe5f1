package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.text.Message;
import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.KillProof.Command;
import io.devopslab.validate.KillProof.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command is killed, given again, killed later on, and so to its end: one run of what it does shows at many of its
 * lines that it can be gone on from. Where the cloud dies with it, a copy of what is left is stopped each time.
 */
final class KillChain {

    private final Stages stages;
    private final Prover prover;
    private final Set<String> before;

    KillChain(Stages stages, Prover prover, Set<String> before) {
        this.stages = stages;
        this.prover = prover;
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
    List<Case> run(Command command, Optional<Snapshot> from, List<Integer> lines, Victim victim)
            throws InterruptedException {
        return stages.on(from, command.word() + victim.suffix(), stage -> {
            int written = stage.session().ledger().size();
            List<Case> cases = new ArrayList<>();
            boolean going = true;
            for (int line : lines) {
                String name = KillProof.name(command, line, victim);
                cases.add(
                        going
                                ? prover.run(Kind.KILL, name, () -> link(stage, command, line, written, victim))
                                : prover.skipped(Kind.KILL, name, message("after-kill")));
                going = cases.get(cases.size() - 1).isProved();
            }
            String end = command.word() + "/end" + victim.suffix();
            cases.add(
                    going
                            ? prover.run(Kind.KILL, end, () -> {
                                command.run(stage.session());
                                return KillProof.stopped(stage, before);
                            })
                            : prover.skipped(Kind.KILL, end, message("after-kill")));
            return cases;
        });
    }

    private Optional<Message> link(Stage stage, Command command, int line, int written, Victim victim)
            throws InterruptedException {
        LedgerClock.kill(stage, asked -> Facts.count(stage.session().ledger(), written) >= line - 1, command::run);
        if (victim == Victim.COMMAND) {
            return Optional.empty();
        }
        Snapshot left = stage.putAway();
        Optional<Message> objection =
                stages.from(left, KillProof.name(command, line, victim), copy -> KillProof.stopped(copy, before));
        stage.reopen(left);
        return objection;
    }
}
