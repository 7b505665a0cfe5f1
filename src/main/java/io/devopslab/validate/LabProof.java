package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Mutant;
import io.devopslab.catalog.Step;
import io.devopslab.catalog.Task;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Standing;
import io.devopslab.session.StopOptions;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.Crew.Turn;
import io.devopslab.validate.KillProof.Command;
import io.devopslab.validate.KillProof.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Proves one lab. Each task is solved once, and the state after it is put away; from a copy of it start the next
 * task's solution and, beside it, the mutants: of the next task, or of this one where they are done after its solution.
 */
final class LabProof {

    private final Lab lab;
    private final Stages stages;
    private final Prover prover;
    private final Crew crew;
    private final Kills kills;
    private final Shard shard;
    private final List<Future<Case>> pending = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<Future<List<Future<Case>>>> chains = new ArrayList<>();
    private Set<String> before = Set.of();
    /** How many things a start writes down. */
    private int starts;

    /**
     * @param kills where commands are killed too
     * @param shard which part of it all
     */
    LabProof(Lab lab, Stages stages, Prover prover, Crew crew, Kills kills, Shard shard) {
        this.lab = lab;
        this.stages = stages;
        this.prover = prover;
        this.crew = crew;
        this.kills = kills;
        this.shard = shard;
    }

    Proof prove() throws InterruptedException {
        long start = System.nanoTime();
        cases.addAll(new Texts(lab, prover).cases());
        Optional<Snapshot> state = begin();
        if (state.isPresent()) {
            killed(Command.START, Optional.empty(), starts);
            Optional<Snapshot> solved = tasks(state.get());
            solved.ifPresent(this::end);
        }
        for (Future<Case> future : pending) {
            cases.add(get(future));
        }
        for (Future<List<Future<Case>>> chain : chains) {
            for (Future<Case> link : get(chain)) {
                cases.add(get(link));
            }
        }
        return new Proof(lab.id(), cases, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Starts the lab; every check fails then. Empty when the lab does not start. */
    private Optional<Snapshot> begin() throws InterruptedException {
        AtomicReference<Snapshot> begun = new AtomicReference<>();
        Future<List<Case>> fresh = crew.submit(
                Turn.SOLUTION,
                () -> stages.fresh("begin", stage -> {
                    before = stage.census();
                    List<Case> found = new ArrayList<>();
                    List<CheckResult> results = new ArrayList<>();
                    Case started = prover.run(Kind.FRESH, "start", () -> {
                        stage.session().start(Optional.empty());
                        starts = Facts.count(stage.session().ledger(), 0);
                        stage.rest();
                        stage.session().check(List.of()).tasks().forEach(task -> results.addAll(task.checks()));
                        return Optional.empty();
                    });
                    found.add(started);
                    if (started.isProved()) {
                        results.forEach(result -> found.add(fresh(result)));
                        begun.set(stage.putAway());
                    }
                    return found;
                }));
        cases.addAll(get(fresh));
        return Optional.ofNullable(begun.get());
    }

    private Case fresh(CheckResult result) {
        return prover.run(Kind.FRESH, result.check().id(), () -> Judgement.fails(result));
    }

    /** Solves the tasks one after the other, with the mutants of each beside. Empty when one cannot be solved. */
    private Optional<Snapshot> tasks(Snapshot begun) throws InterruptedException {
        Snapshot state = begun;
        List<String> done = new ArrayList<>();
        for (Task task : lab.inOrder()) {
            Snapshot from = state;
            done.add(task.id());
            List<String> judged = List.copyOf(done);
            AtomicReference<Snapshot> next = new AtomicReference<>();
            Future<List<Case>> solution = crew.submit(Turn.SOLUTION, () -> solution(task, from, judged, next));
            mutants(task, false, from, judged);
            cases.addAll(get(solution));
            if (next.get() == null) {
                notReached(task);
                return Optional.empty();
            }
            state = next.get();
            mutants(task, true, state, judged);
        }
        return Optional.of(state);
    }

    /** Solves the task; what was killed before it could write that down is solved all the same. */
    private List<Case> solution(Task task, Snapshot from, List<String> judged, AtomicReference<Snapshot> next)
            throws InterruptedException {
        return stages.from(from, task.id(), stage -> {
            List<Case> found = new ArrayList<>();
            if (kills != Kills.NONE && !passes(stage, task)) {
                found.add(prover.run(Kind.KILL, "solve/" + task.id(), () -> {
                    LedgerClock.kill(stage, line -> true, session -> session.solve(List.of(task.id())));
                    stage.restart();
                    return Optional.empty();
                }));
            }
            found.add(prover.run(Kind.SOLUTION, task.id(), () -> {
                stage.session().solve(List.of(task.id()));
                stage.rest();
                Optional<Message> objection = Judgement.allPass(stage.session().check(judged));
                if (objection.isEmpty()) {
                    next.set(stage.putAway());
                }
                return objection;
            }));
            return found;
        });
    }

    /** Whether there is nothing to solve: then nothing is written that a kill could come before. */
    private static boolean passes(Stage stage, Task task) {
        return stage.session().check(List.of(task.id())).standing() == Standing.PASSED;
    }

    private void mutants(Task task, boolean onSolution, Snapshot from, List<String> judged) {
        task.mutants().stream()
                .filter(mutant -> mutant.onSolution() == onSolution)
                .forEach(mutant -> submit(name(task, mutant), waits(mutant), () -> mutant(task, mutant, from, judged)));
    }

    /** How often it waits for what the cloud does: for builds and deployments, most of all. */
    private static int waits(Mutant mutant) {
        return (int) mutant.apply().stream()
                .filter(step -> step instanceof Step.AwaitStep
                        || (step instanceof Step.CallStep call && call.again() instanceof Step.Again.Until))
                .count();
    }

    private static String name(Task task, Mutant mutant) {
        return task.id() + "/" + mutant.id();
    }

    private Case mutant(Task task, Mutant mutant, Snapshot from, List<String> judged) {
        String name = name(task, mutant);
        return prover.run(
                Kind.MUTANT,
                name,
                () -> stages.from(from, name, stage -> {
                    stage.session().apply(mutant);
                    stage.rest();
                    Optional<Message> objection =
                            Judgement.caught(mutant, stage.session().check(judged));
                    return objection.isPresent() ? objection : KillProof.stopped(stage, before);
                }));
    }

    /** What comes after a task that cannot be solved is not proved, and the report says so. */
    private void notReached(Task unsolved) {
        List<Task> order = lab.inOrder();
        notReached(
                unsolved, unsolved.mutants().stream().filter(Mutant::onSolution).toList(), unsolved);
        for (Task task : order.subList(order.indexOf(unsolved) + 1, order.size())) {
            cases.add(prover.skipped(Kind.SOLUTION, task.id(), message("after", unsolved.id())));
            notReached(task, task.mutants(), unsolved);
        }
        for (String name : List.of("stop", "start-again")) {
            cases.add(prover.skipped(Kind.STOP, name, message("after", unsolved.id())));
        }
    }

    private void notReached(Task task, List<Mutant> mutants, Task unsolved) {
        mutants.forEach(
                mutant -> cases.add(prover.skipped(Kind.MUTANT, name(task, mutant), message("after", unsolved.id()))));
    }

    /** The solved lab stops, whatever is killed on the way, and can be started again. */
    private void end(Snapshot solved) {
        submit("stop", () -> stop("stop", solved, stage -> KillProof.stopped(stage, before)));
        submit("start-again", () -> stop("start-again", solved, this::startAgain));
        for (Command command : List.of(Command.RESET, Command.STOP)) {
            killed(command, Optional.of(solved), 0);
        }
    }

    /** At once: a name that is not free yet, as a deleted queue's, is found only so. */
    private Optional<Message> startAgain(Stage stage) throws InterruptedException {
        stage.session().stop(StopOptions.withWorkspace());
        try {
            stage.session().start(Optional.empty());
        } catch (LabException e) {
            if (e.exit() == Exit.INTERRUPTED) {
                throw e;
            }
            return Optional.of(e.problem());
        }
        return KillProof.stopped(stage, before);
    }

    private Case stop(String name, Snapshot solved, Stages.Scene<Optional<Message>> scene) {
        return prover.run(Kind.STOP, name, () -> stages.from(solved, name, scene));
    }

    /**
     * Kills the command before its lines, with and without the cloud.
     *
     * @param known how many things it writes down; 0 when nobody has counted them
     */
    private void killed(Command command, Optional<Snapshot> from, int known) {
        switch (kills) {
            case NONE -> {}
            case SOME -> chained(command, from, known);
            case EVERY -> single(command, from);
        }
    }

    private void chained(Command command, Optional<Snapshot> from, int known) {
        KillChain chain = new KillChain(stages, prover, crew, before);
        List<Integer> lines = new ArrayList<>();
        cases.add(lines(command, lines, () -> known > 0 ? known : chain.facts(command, from)));
        for (Victim victim : Victim.values()) {
            if (!lines.isEmpty() && shard.takes(lab.id(), command.word() + victim.suffix())) {
                chains.add(crew.submit(Turn.CHAIN, () -> chain.run(command, from, lines, victim)));
            }
        }
    }

    private void single(Command command, Optional<Snapshot> from) {
        KillProof proof = new KillProof(stages, prover, before);
        List<Integer> lines = new ArrayList<>();
        cases.add(lines(command, lines, () -> proof.lines(command, from)));
        for (int line : lines) {
            for (Victim victim : Victim.values()) {
                submit(KillProof.name(command, line, victim), () -> proof.run(command, from, line, victim));
            }
        }
    }

    private interface Count {
        int lines() throws InterruptedException;
    }

    /** The lines before which a command is killed; a command without any proves nothing. */
    private Case lines(Command command, List<Integer> chosen, Count count) {
        return prover.run(Kind.KILL, command.word() + "/0", () -> {
            chosen.addAll(kills.of(count.lines()));
            return chosen.isEmpty() ? Optional.of(message("no-lines", command.word())) : Optional.empty();
        });
    }

    private void submit(String name, Callable<Case> proof) {
        submit(name, 0, proof);
    }

    private void submit(String name, int waits, Callable<Case> proof) {
        if (shard.takes(lab.id(), name)) {
            pending.add(crew.submit(Turn.CASE, waits, proof));
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A case of a proof ended without a finding.", e.getCause());
        }
    }
}
