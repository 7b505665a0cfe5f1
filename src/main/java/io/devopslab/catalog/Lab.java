package io.devopslab.catalog;

import io.devopslab.text.Localized;
import io.devopslab.text.Message;
import io.devopslab.text.Nearest;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lab as its manifest describes it; {@code docs/manifest.md} has the words.
 *
 * @param directory where the manifest is; the files that it names are inside
 * @param session the session of the event that the lab belongs to
 * @param duration how long a learner needs
 * @param ttl after which a forgotten lab may be stopped
 * @param services what it needs of the target, by their names in the {@code aws} command
 * @param tools the commands that must be on the learner's machine
 * @param seed what is done once the stacks stand, before the learner begins
 * @param clones the repositories that the learner works in
 * @param traffic the calls that {@code lab watch traffic} makes; empty where the lab has nothing to call
 */
public record Lab(
        String id,
        Path directory,
        Localized title,
        Localized summary,
        String session,
        Duration duration,
        Duration ttl,
        List<String> services,
        List<String> tools,
        Cost cost,
        Guide guide,
        List<StackSpec> stacks,
        List<Step> seed,
        List<CloneSpec> clones,
        List<Task> tasks,
        Teardown teardown,
        Optional<TrafficSpec> traffic) {

    public Lab {
        services = List.copyOf(services);
        tools = List.copyOf(tools);
        stacks = List.copyOf(stacks);
        seed = List.copyOf(seed);
        clones = List.copyOf(clones);
        tasks = List.copyOf(tasks);
    }

    public Optional<Task> task(String taskId) {
        return tasks.stream().filter(task -> task.id().equals(taskId)).findFirst();
    }

    /**
     * The tasks of these ids; all of them when none is named.
     *
     * @throws UsageException when the lab has no such task; the message offers the nearest name
     */
    public List<Task> tasks(List<String> ids) {
        return ids.isEmpty()
                ? tasks
                : ids.stream()
                        .map(id -> task(id).orElseThrow(() -> unknown(id)))
                        .toList();
    }

    private UsageException unknown(String taskId) {
        List<String> valid = tasks.stream().map(Task::id).toList();
        List<String> nearest = Nearest.all(taskId, valid, 3);
        Message cure = nearest.isEmpty()
                ? Message.of(Lab.class, "unknown-task.all", String.join(", ", valid))
                : Message.of(Lab.class, "unknown-task.nearest", String.join(", ", nearest));
        return new UsageException(Message.of(Lab.class, "unknown-task", id, taskId), cure);
    }

    /** The check of that id, whichever task it belongs to. */
    public Optional<Check> check(String checkId) {
        return tasks.stream()
                .flatMap(task -> task.checks().stream())
                .filter(check -> check.id().equals(checkId))
                .findFirst();
    }

    /** The tasks so that each stands after those that it needs, otherwise as the manifest has them. */
    public List<Task> inOrder() {
        Set<Task> ordered = new LinkedHashSet<>();
        tasks.forEach(task -> place(task, ordered));
        return new ArrayList<>(ordered);
    }

    private void place(Task task, Set<Task> ordered) {
        if (!ordered.contains(task)) {
            task.needs().forEach(id -> task(id).ifPresent(needed -> place(needed, ordered)));
            ordered.add(task);
        }
    }
}
