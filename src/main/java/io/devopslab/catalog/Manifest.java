package io.devopslab.catalog;

import io.devopslab.catalog.yaml.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A manifest as a document, which may be wrong anywhere: what the rules look at. */
record Manifest(Path directory, Place root) {

    List<Place> tasks() {
        return root.get("tasks").items();
    }

    List<Place> checks() {
        return tasks().stream()
                .flatMap(task -> task.get("checks").items().stream())
                .toList();
    }

    /** All lists of steps: the seed, the solutions, the mutants. */
    List<Place> stepLists() {
        List<Place> lists = new ArrayList<>(List.of(root.get("seed")));
        for (Place task : tasks()) {
            lists.add(task.get("solution"));
            task.get("mutants").items().forEach(mutant -> lists.add(mutant.get("apply")));
        }
        return lists;
    }

    List<Place> steps() {
        return stepLists().stream().flatMap(list -> list.items().stream()).toList();
    }

    /** Everything that has a member {@code call}. */
    List<Place> calls() {
        Stream<Place> ofChecks = checks().stream()
                .flatMap(check -> Stream.concat(Stream.of(check), check.get("calls").items().stream()));
        return Stream.concat(ofChecks, steps().stream())
                .filter(place -> place.get("call").exists())
                .toList();
    }

    /** The task's or check's own id, where it has one. */
    static Optional<String> id(Place place) {
        return place.get("id").optionalText();
    }

    List<String> ids(List<Place> places) {
        return places.stream().map(Manifest::id).flatMap(Optional::stream).toList();
    }
}
