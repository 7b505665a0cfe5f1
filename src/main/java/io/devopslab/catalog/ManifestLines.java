package io.devopslab.catalog;

import io.devopslab.catalog.yaml.Place;
import io.devopslab.catalog.yaml.YamlDocument;
import io.devopslab.catalog.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** On which lines of a lab's manifest its tasks, checks and mutants begin, from 1; what is not found is on the first. */
public final class ManifestLines {

    private final List<Place> tasks;

    private ManifestLines(List<Place> tasks) {
        this.tasks = tasks;
    }

    /** Of a manifest that is a document at all; of any other nothing is found. */
    public static ManifestLines of(Path manifest) {
        try {
            return new ManifestLines(YamlDocument.parse(Files.readString(manifest))
                    .root()
                    .get("tasks")
                    .items());
        } catch (IOException | YamlSyntaxException e) {
            return new ManifestLines(List.of());
        }
    }

    public int task(String id) {
        return line(tasks, id);
    }

    public int check(String id) {
        return line(
                tasks.stream()
                        .flatMap(task -> task.get("checks").items().stream())
                        .toList(),
                id);
    }

    public int mutant(String task, String id) {
        return line(
                tasks.stream()
                        .filter(one -> one.get("id").text().equals(task))
                        .flatMap(one -> one.get("mutants").items().stream())
                        .toList(),
                id);
    }

    private static int line(List<Place> places, String id) {
        return places.stream()
                .filter(place -> place.get("id").text().equals(id))
                .map(place -> place.position().line())
                .findFirst()
                .orElse(1);
    }
}
