package io.devopslab.validate.target;

import io.devopslab.catalog.Check;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Mutant;
import io.devopslab.catalog.Task;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.text.Message;
import io.devopslab.validate.Case;
import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.Judgement;
import io.devopslab.validate.Proof;
import io.devopslab.validate.Prover;
import io.devopslab.validate.Shard;
import io.devopslab.validate.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves one lab on a cloud of others: its start, its checks, its solutions one after the other, its stop, and then each mutant
 * on a start of its own. Commands are not killed: that they can be gone on from is proved on clouds that can be copied.
 */
final class TargetProof {

    private final Lab lab;
    private final Scene scene;
    private final Prover prover;
    private final Shard shard;
    private final List<Case> cases = new ArrayList<>();
    private Map<String, Message> obstacles = Map.of();
    private Set<String> before = Set.of();

    TargetProof(Lab lab, Scene scene, Prover prover, Shard shard) {
        this.lab = lab;
        this.scene = scene;
        this.prover = prover;
        this.shard = shard;
    }

    /**
     * @throws InterruptedException when it was interrupted; then the lab is stopped all the same
     */
    Proof prove() throws InterruptedException {
        try {
            return proof();
        } catch (InterruptedException e) {
            scene.sweep();
            throw e;
        }
    }

    private Proof proof() throws InterruptedException {
        long start = System.nanoTime();
        cases.addAll(new Texts(lab, prover).cases());
        Case begun = run(Kind.FRESH, "start", () -> {
            obstacles = scene.prospect().obstacles();
            before = scene.census();
            scene.start();
            return Optional.empty();
        });
        cases.add(begun);
        if (begun.isProved()) {
            List<Task> carried = carried();
            fresh(carried);
            boolean solved = solve(carried);
            cases.add(run(Kind.STOP, "stop", () -> scene.stop(before)));
            if (solved) {
                mutants(carried);
            }
        } else {
            scene.sweep();
        }
        return new Proof(lab.id(), cases, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Runs a case; whoever interrupts it wants no other one. */
    private Case run(Kind kind, String name, Prover.Attempt attempt) throws InterruptedException {
        Case done = prover.run(kind, name, attempt);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return done;
    }

    /** The tasks that can be done here; the others are told with all that would have been proved of them. */
    private List<Task> carried() {
        List<Task> carried = new ArrayList<>();
        for (Task task : scene.tasks()) {
            Optional<Message> obstacle = Optional.ofNullable(obstacles.get(task.id()));
            if (obstacle.isEmpty()) {
                carried.add(task);
                continue;
            }
            Message why = obstacle.get();
            task.checks().stream().map(Check::id).forEach(id -> cases.add(prover.uncarried(Kind.FRESH, id, why)));
            cases.add(prover.uncarried(Kind.SOLUTION, task.id(), why));
            task.mutants().forEach(mutant -> cases.add(prover.uncarried(Kind.MUTANT, name(task, mutant), why)));
        }
        return carried;
    }

    private static String name(Task task, Mutant mutant) {
        return task.id() + "/" + mutant.id();
    }

    private static List<String> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).toList();
    }

    private void fresh(List<Task> carried) throws InterruptedException {
        if (carried.isEmpty()) {
            return;
        }
        List<CheckResult> results = new ArrayList<>();
        Case checked = run(Kind.FRESH, "check", () -> {
            Report report = scene.session().check(ids(carried));
            results.addAll(Scene.results(report));
            return Optional.empty();
        });
        if (!checked.isProved()) {
            cases.add(checked);
        }
        results.forEach(
                result -> cases.add(prover.run(Kind.FRESH, result.check().id(), () -> Judgement.fails(result))));
    }

    /** Whether all tasks could be solved; what comes behind one that cannot be is not tried. */
    private boolean solve(List<Task> carried) throws InterruptedException {
        for (int i = 0; i < carried.size(); i++) {
            Task task = carried.get(i);
            List<String> done = ids(carried.subList(0, i + 1));
            Case solved = run(Kind.SOLUTION, task.id(), () -> {
                scene.session().solve(List.of(task.id()));
                return scene.judge(done, Judgement::allPass);
            });
            cases.add(solved);
            if (!solved.isProved()) {
                notReached(carried.subList(i, carried.size()), task);
                return false;
            }
        }
        return true;
    }

    private void notReached(List<Task> rest, Task unsolved) {
        Message why = Message.of(Judgement.class, "after", unsolved.id());
        for (Task task : rest) {
            if (!task.id().equals(unsolved.id())) {
                cases.add(prover.skipped(Kind.SOLUTION, task.id(), why));
            }
            task.mutants().forEach(mutant -> cases.add(prover.skipped(Kind.MUTANT, name(task, mutant), why)));
        }
    }

    private void mutants(List<Task> carried) throws InterruptedException {
        for (int i = 0; i < carried.size(); i++) {
            Task task = carried.get(i);
            List<String> done = ids(carried.subList(0, i));
            List<String> judged = ids(carried.subList(0, i + 1));
            for (Mutant mutant : task.mutants()) {
                if (!shard.takes(lab.id(), name(task, mutant))) {
                    continue;
                }
                cases.add(run(Kind.MUTANT, name(task, mutant), () -> {
                    try {
                        return caught(mutant, mutant.onSolution() ? judged : done, judged);
                    } catch (RuntimeException e) {
                        scene.sweep();
                        throw e;
                    }
                }));
            }
        }
    }

    private Optional<Message> caught(Mutant mutant, List<String> done, List<String> judged)
            throws InterruptedException {
        scene.start();
        if (!done.isEmpty()) {
            scene.session().solve(done);
            Optional<Message> unsolved = scene.judge(done, Judgement::allPass);
            if (unsolved.isPresent()) {
                scene.sweep();
                return unsolved;
            }
        }
        scene.session().apply(mutant);
        Optional<Message> objection = scene.judge(judged, report -> Judgement.caught(mutant, report));
        Optional<Message> left = scene.stop(before);
        return objection.or(() -> left);
    }
}
