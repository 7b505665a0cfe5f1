package io.devopslab.check;

import io.devopslab.catalog.Lab;
import java.util.List;
import java.util.Optional;

/** What the checks of a lab's tasks said, in the order in which the tasks are to be done. */
public record Report(Lab lab, List<TaskResult> tasks) {

    public Report {
        tasks = List.copyOf(tasks);
    }

    public Standing standing() {
        return Standing.of(tasks.stream().map(TaskResult::standing).toList());
    }

    /** The first task that has not passed: what the learner does next. */
    public Optional<TaskResult> next() {
        return tasks.stream().filter(task -> task.standing() != Standing.PASSED).findFirst();
    }

    public Optional<TaskResult> task(String id) {
        return tasks.stream().filter(task -> task.task().id().equals(id)).findFirst();
    }
}
