package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.session.Session;
import io.devopslab.session.StopOptions;
import io.devopslab.session.StopResult;
import io.devopslab.text.Message;
import io.devopslab.validate.Case.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * A command is killed before it writes each line of its ledger, the cloud with it or not; what is started next goes on
 * from there, and a stop reaches the state before the lab.
 */
final class KillProof {

    private final Stages stages;
    private final Prover prover;
    private final Set<String> before;

    KillProof(Stages stages, Prover prover, Set<String> before) {
        this.stages = stages;
        this.prover = prover;
        this.before = before;
    }

    /** A command of a session. */
    enum Command {
        START {
            @Override
            void run(Session session) {
                session.start(Optional.empty());
            }
        },
        RESET {
            @Override
            void run(Session session) {
                session.reset(false);
            }
        },
        STOP {
            @Override
            void run(Session session) {
                session.stop(StopOptions.withWorkspace());
            }
        };

        abstract void run(Session session);

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What dies. */
    enum Victim {
        COMMAND(""),
        COMMAND_AND_CLOUD("+cloud");

        private final String suffix;

        Victim(String suffix) {
            this.suffix = suffix;
        }

        /** What it adds to the name of a case. */
        String suffix() {
            return suffix;
        }
    }

    /** How many lines the command writes, from that state; without one, on a cloud that never saw the lab. */
    int lines(Command command, Optional<Snapshot> from) throws InterruptedException {
        return stages.on(from, command.word(), stage -> {
            LedgerClock clock = LedgerClock.counting(stage.clock());
            command.run(stage.session(clock));
            return clock.asked();
        });
    }

    static String name(Command command, int line, Victim victim) {
        return command.word() + "/" + line + victim.suffix();
    }

    /** Kills the command before that line, goes on, and stops. */
    Case run(Command command, Optional<Snapshot> from, int line, Victim victim) {
        String name = name(command, line, victim);
        return prover.run(
                Kind.KILL,
                name,
                () -> stages.on(from, name, stage -> {
                    LedgerClock.kill(stage, asked -> asked == line, command::run);
                    if (victim == Victim.COMMAND_AND_CLOUD) {
                        stage.restart();
                    }
                    return goOn(stage, command);
                }));
    }

    private Optional<Message> goOn(Stage stage, Command killed) throws InterruptedException {
        if (killed != Command.STOP) {
            stage.session().start(Optional.empty());
        }
        return stopped(stage, before);
    }

    /** Stops the lab; what is against its having left nothing. */
    static Optional<Message> stopped(Stage stage, Set<String> before) throws InterruptedException {
        StopResult result = stage.session().stop(StopOptions.withWorkspace());
        if (!result.survivors().isEmpty()) {
            return Optional.of(message(
                    "survivor",
                    result.survivors().get(0).name(),
                    result.survivors().get(0).heldBy()));
        }
        stage.rest();
        return Judgement.same(before, stage.census());
    }
}
