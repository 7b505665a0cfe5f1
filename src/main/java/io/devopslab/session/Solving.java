package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.catalog.Task;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.capability.Carrying;
import io.devopslab.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Does tasks by their solutions, on top of what the learner has. */
final class Solving {

    private final Workbench bench;
    private final Journal journal;

    Solving(Workbench bench) {
        this.bench = bench;
        this.journal = bench.journal();
    }

    SolveResult solve(List<Task> asked) throws InterruptedException {
        List<String> solved = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Carrying carrying = bench.carrying(journal);
        for (Task task : withNeeds(asked)) {
            if (carrying.obstacle(task).isPresent()) {
                continue; // The report says why.
            }
            if (standing(task) == Standing.PASSED) {
                skipped.add(task.id());
                continue;
            }
            new StepRunner(bench, journal).run(task.solution());
            if (standing(task) != Standing.PASSED) {
                break; // Those after it would only fail too; the report tells.
            }
            bench.write(Event.SOLVED, Input.of("task", task.id()));
            solved.add(task.id());
        }
        List<Message> notes = new ArrayList<>();
        if (!solved.isEmpty()) {
            new Clones(bench, journal).follow(notes);
        }
        Report report = bench.checker(journal).report(bench.lab(), asked);
        return new SolveResult(solved, skipped, report, notes);
    }

    private Standing standing(Task task) throws InterruptedException {
        return bench.checker(journal).report(bench.lab(), List.of(task)).standing();
    }

    private List<Task> withNeeds(List<Task> asked) {
        Set<String> wanted = new LinkedHashSet<>();
        asked.forEach(task -> collect(task, wanted));
        return bench.lab().inOrder().stream()
                .filter(task -> wanted.contains(task.id()))
                .toList();
    }

    private void collect(Task task, Set<String> wanted) {
        if (wanted.add(task.id())) {
            task.needs().forEach(need -> bench.lab().task(need).ifPresent(needed -> collect(needed, wanted)));
        }
    }
}
