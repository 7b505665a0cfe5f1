package io.devopslab.check;

import io.devopslab.catalog.Task;
import java.util.List;

/**
 * A task and what its checks said.
 *
 * @param waitsFor the ids of the tasks that come first and have not passed in the same report
 */
public record TaskResult(Task task, List<CheckResult> checks, List<String> waitsFor) {

    public TaskResult {
        checks = List.copyOf(checks);
        waitsFor = List.copyOf(waitsFor);
    }

    public Standing standing() {
        return Standing.of(checks.stream().map(CheckResult::standing).toList());
    }
}
