package io.devopslab.session.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a directory of a lab, by their paths with forward slashes.
 *
 * @param files the path in the repository to the file on disk
 */
record FileTree(Map<String, Path> files) {

    static FileTree of(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> regular = all.filter(Files::isRegularFile).toList();
            for (Path file : regular) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lab's directory " + directory + " cannot be read.", e);
        }
        return new FileTree(files);
    }

    static FileTree empty() {
        return new FileTree(Map.of());
    }
}
