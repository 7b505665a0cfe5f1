package io.devopslab.aws.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Values that stand in a file: {@code file://} for text, {@code fileb://} for bytes.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html">Load a parameter
 *     from a file</a>
 */
final class ParameterFiles {

    private static final String TEXT = "file://";
    private static final String BYTES = "fileb://";

    private final Path directory;
    private final Path home;

    ParameterFiles(Path directory, Path home) {
        this.directory = directory;
        this.home = home;
    }

    static boolean isBytes(String value) {
        return value.startsWith(BYTES);
    }

    /** The file's text behind {@code file://}; everything else is itself. */
    String text(String option, String value) {
        if (!value.startsWith(TEXT)) {
            return value;
        }
        byte[] bytes = read(option, value.substring(TEXT.length()));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Usage.of("file.binary", option, value);
        }
    }

    byte[] bytes(String option, String value) {
        return read(option, value.substring(BYTES.length()));
    }

    /** The file of a name as it is typed; {@code ~/} is the home. */
    Path path(String option, String name) {
        try {
            return name.startsWith("~/") ? home.resolve(name.substring(2)) : directory.resolve(name);
        } catch (InvalidPathException e) {
            throw Usage.of("file", option, name, String.valueOf(e.getReason()));
        }
    }

    private byte[] read(String option, String name) {
        Path file = path(option, name);
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Usage.of("file.none", option, file);
        } catch (IOException e) {
            throw Usage.of("file", option, file, String.valueOf(e.getMessage()));
        }
    }
}
