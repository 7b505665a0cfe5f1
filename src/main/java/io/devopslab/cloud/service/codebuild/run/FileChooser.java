package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files that a block of the buildspec chooses, and tells the log how. Files outside of the build's own
 * directories are never chosen, whether by {@code ..} or by a link.
 */
final class FileChooser {

    private static final int MOST_FILES = 100_000;

    private final Workspace workspace;
    private final BuildLog log;

    FileChooser(Workspace workspace, BuildLog log) {
        this.workspace = workspace;
        this.log = log;
    }

    /**
     * @return the files by the path that each will have in the output
     * @throws PhaseFailure when there is no such directory or file
     */
    Map<String, Path> choose(Buildspec.Files files) throws IOException, PhaseFailure {
        log.container("Expanding base directory path: " + files.baseDirectory());
        List<Path> bases = directories(files.baseDirectory());
        if (bases.isEmpty()) {
            throw PhaseFailure.client("no matching base directory path found for " + files.baseDirectory());
        }
        log.container("Expanding file paths for base directory " + files.baseDirectory());
        log.container("Assembling file list");
        Map<String, Path> chosen = new LinkedHashMap<>();
        for (String pattern : files.include()) {
            log.container("Expanding " + pattern);
            add(chosen, bases, pattern, files);
        }
        if (chosen.isEmpty()) {
            throw PhaseFailure.client("no matching artifact paths found");
        }
        log.container("Found " + chosen.size() + " file(s)");
        return chosen;
    }

    private void add(Map<String, Path> chosen, List<Path> bases, String pattern, Buildspec.Files files)
            throws IOException {
        int found = 0;
        List<Pattern> excluded = files.exclude().stream().map(Globs::compile).toList();
        for (Path base : bases) {
            for (Map.Entry<String, Path> file : matching(base, pattern).entrySet()) {
                String path = file.getKey();
                if (excluded.stream().anyMatch(e -> e.matcher(path).matches())) {
                    continue;
                }
                found++;
                chosen.put(files.discardPaths() ? path.substring(path.lastIndexOf('/') + 1) : path, file.getValue());
            }
        }
        log.container(found == 0 ? "Skipping invalid file path " + pattern : "Found " + found + " file(s)");
    }

    /** The directories that the base directory names; only its last part may hold wildcards. */
    private List<Path> directories(String text) throws IOException {
        log.container("Assembling file list");
        log.container("Expanding " + text);
        if (!Globs.isPattern(text)) {
            Path directory = resolve(workspace.source(), text);
            return Files.isDirectory(directory) && workspace.holds(directory) ? List.of(directory) : List.of();
        }
        Pattern pattern = Globs.compile(text);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(workspace.source(), text.split("/").length)) {
            all.filter(Files::isDirectory)
                    .filter(d -> pattern.matcher(slashes(workspace.source().relativize(d)))
                            .matches())
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    private SortedMap<String, Path> matching(Path base, String pattern) throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        if (!Globs.isPattern(pattern)) {
            Path file = resolve(base, pattern);
            if (Files.isRegularFile(file) && workspace.holds(file)) {
                found.put(outputPath(base, file), file);
            }
            return found;
        }
        Pattern compiled = Globs.compile(pattern);
        walk(base, file -> {
            String path = slashes(base.relativize(file));
            if (compiled.matcher(path).matches() && workspace.holds(file)) {
                found.put(path, file);
            }
        });
        return found;
    }

    /** A file beside the base directory, named by an absolute path or by {@code ..}, comes out by its name alone. */
    private static String outputPath(Path base, Path file) {
        return file.startsWith(base) ? slashes(base.relativize(file)) : String.valueOf(file.getFileName());
    }

    private interface Found {
        void file(Path file);
    }

    private void walk(Path base, Found found) throws IOException {
        int[] count = {0};
        Files.walkFileTree(base, EnumSet.noneOf(FileVisitOption.class), 100, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() || (attributes.isSymbolicLink() && Files.isRegularFile(file))) {
                    found.file(file);
                    count[0]++;
                }
                if (count[0] > MOST_FILES) {
                    throw new IOException("There are more than " + MOST_FILES + " files in " + base + ".");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                log.container("Skipping invalid file path " + base.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static Path resolve(Path base, String text) {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            return base.resolve("no such path");
        }
    }

    static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
