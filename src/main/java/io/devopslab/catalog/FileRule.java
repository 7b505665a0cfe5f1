package io.devopslab.catalog;

import io.devopslab.catalog.yaml.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lab's files are there and inside its directory; paths of the workspace stay inside the workspace. */
final class FileRule {

    private final Manifest manifest;

    FileRule(Manifest manifest) {
        this.manifest = manifest;
    }

    void check() {
        Place root = manifest.root();
        guide(root.get("guide"), "en", "guide.md");
        guide(root.get("guide"), "vi", "guide.vi.md");
        root.get("stacks").items().forEach(stack -> file(stack.get("template")));
        for (Place step : manifest.steps()) {
            directory(step.get("git").get("push"));
            file(step.get("file").get("copy"));
            inWorkspace(step.get("file").get("path"));
            inWorkspace(step.get("exec").get("directory"));
        }
        for (Place check : manifest.checks()) {
            inWorkspace(check.get("file").get("path"));
            inWorkspace(check.get("clone").get("file"));
            inWorkspace(check.get("exec").get("directory"));
        }
    }

    private void guide(Place guide, String language, String fallback) {
        if (guide.exists()) {
            file(guide.get(language));
        } else if (!Files.isRegularFile(manifest.directory().resolve(fallback))) {
            manifest.root().report("The guide '" + fallback + "' is missing.");
        }
    }

    private void file(Place place) {
        inside(place).filter(path -> !Files.isRegularFile(path)).ifPresent(path -> place.report(missing(place, path)));
    }

    private void directory(Place place) {
        Optional<Path> directory = inside(place);
        if (directory.isPresent() && !Files.isDirectory(directory.get())) {
            place.report(missing(place, directory.get()));
        } else if (directory.isPresent() && !hasFiles(directory.get())) {
            place.report("'" + place.text() + "' has no files.");
        }
    }

    private static boolean hasFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 20)) {
            return files.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            return false;
        }
    }

    private static String missing(Place place, Path path) {
        return Files.exists(path)
                ? "'" + place.text() + "' is not of the right kind (file or directory)."
                : "'" + place.text() + "' does not exist in the lab's directory.";
    }

    /** The path, when it is one and stays in the lab's directory, also through links. */
    private Optional<Path> inside(Place place) {
        if (place.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            Path lab = manifest.directory().toRealPath();
            Path path = lab.resolve(place.text()).normalize();
            Path real = Files.exists(path) ? path.toRealPath() : path;
            if (real.startsWith(lab) && !real.equals(lab)) {
                return Optional.of(path);
            }
        } catch (IOException | InvalidPathException e) {
            // Reported below: a path that cannot be followed is as good as outside.
        }
        place.report("'" + place.text() + "' leads out of the lab's directory.");
        return Optional.empty();
    }

    private static void inWorkspace(Place place) {
        String text = place.text();
        boolean climbs = List.of(text.split("[/\\\\]")).contains("..");
        if (climbs || text.startsWith("/") || text.startsWith("\\") || text.matches("[A-Za-z]:.*")) {
            place.report("'" + text + "' leads out of the workspace; write a path that is relative to it.");
        }
    }
}
