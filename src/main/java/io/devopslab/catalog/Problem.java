package io.devopslab.catalog;

import java.nio.file.Path;

/**
 * A defect of a manifest.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the document, for example {@code tasks[0].checks[1].expect}; empty for the whole
 * @param message what is wrong and what would be right
 */
public record Problem(Path file, int line, int column, String path, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
