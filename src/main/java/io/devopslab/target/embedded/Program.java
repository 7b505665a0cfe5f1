package io.devopslab.target.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Which build of lab a process runs. The contents of the jar decide, for a rebuilt one keeps its version; what it
 * depends on is named in its manifest.
 *
 * @param id for example {@code 0.1.0-5f1d3a90}
 */
public record Program(String id) {

    /** The program in a jar; empty when there is none, or none that can be read. */
    public static Optional<Program> of(Optional<Path> jar) {
        return jar.flatMap(Program::read);
    }

    private static Optional<Program> read(Path jar) {
        try {
            CRC32 contents = new CRC32();
            contents.update(Files.readAllBytes(jar));
            String version = Program.class.getPackage().getImplementationVersion();
            return Optional.of(new Program(String.format(
                    Locale.ROOT, "%s-%08x", version == null ? "development" : version, contents.getValue())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
