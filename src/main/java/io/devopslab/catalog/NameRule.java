package io.devopslab.catalog;

import io.devopslab.aws.Operations;
import io.devopslab.catalog.yaml.Place;
import io.devopslab.text.Nearest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is named exists, and each name stands for one thing. */
final class NameRule {

    private final Manifest manifest;

    NameRule(Manifest manifest) {
        this.manifest = manifest;
    }

    void check() {
        Place id = manifest.root().get("id");
        String directory = manifest.directory().getFileName().toString();
        if (!id.text().isEmpty() && !id.text().equals(directory)) {
            id.report("'" + id.text() + "' is not the name of the lab's directory, which is '" + directory + "'.");
        }
        unique(ids(manifest.tasks()));
        unique(ids(manifest.checks()));
        manifest.tasks().forEach(task -> unique(ids(task.get("mutants").items())));
        unique(members(manifest.root().get("stacks"), "name"));
        unique(members(manifest.root().get("workspace").get("clones"), "directory"));
        manifest.root().get("services").items().forEach(service -> known(service, Operations.services(), "a service"));
        manifest.tasks().forEach(this::task);
        awaited();
        circles();
    }

    private static List<Place> ids(List<Place> places) {
        return places.stream().map(place -> place.get("id")).toList();
    }

    private static List<Place> members(Place list, String member) {
        return list.items().stream().map(item -> item.get(member)).toList();
    }

    private static void unique(List<Place> names) {
        Set<String> seen = new HashSet<>();
        for (Place name : names) {
            if (!name.text().isEmpty() && !seen.add(name.text())) {
                name.report("'" + name.text() + "' is the name of an earlier one too; names are unique.");
            }
        }
    }

    private void task(Place task) {
        List<String> tasks = manifest.ids(manifest.tasks());
        task.get("needs").items().forEach(need -> known(need, tasks, "a task"));
        List<String> checks = manifest.ids(task.get("checks").items());
        task.get("mutants").items().forEach(mutant -> known(mutant.get("fails"), checks, "a check of the task"));
    }

    private void awaited() {
        List<String> checks = manifest.ids(manifest.checks());
        for (Place step : manifest.steps()) {
            Place await = step.get("await");
            known(await.get("check"), checks, "a check");
            await.get("checks").items().forEach(check -> known(check, checks, "a check"));
        }
    }

    private static void known(Place name, Collection<String> valid, String kind) {
        if (!name.text().isEmpty() && !valid.contains(name.text())) {
            String offer = Nearest.to(name.text(), valid)
                    .map(nearest -> "did you mean '" + nearest + "'?")
                    .orElse("there are: " + String.join(", ", valid) + ".");
            name.report("'" + name.text() + "' is not " + kind + "; " + offer);
        }
    }

    private void circles() {
        Map<String, List<String>> needs = new HashMap<>();
        manifest.tasks().forEach(task -> Manifest.id(task)
                .ifPresent(id -> needs.put(id, task.get("needs").texts())));
        for (Place task : manifest.tasks()) {
            String id = task.get("id").text();
            if (needsItself(id, needs)) {
                task.get("needs").report("The task '" + id + "' needs itself, over the tasks that it needs.");
            }
        }
    }

    private static boolean needsItself(String id, Map<String, List<String>> needs) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(needs.getOrDefault(id, List.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(id)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(needs.getOrDefault(next, List.of()));
            }
        }
        return false;
    }
}
