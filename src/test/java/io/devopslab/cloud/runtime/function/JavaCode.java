package io.devopslab.cloud.runtime.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Makes a function's code for tests: compiles sources, packs directories. */
public final class JavaCode {

    private JavaCode() {}

    /** Compiles Java sources, each a top-level type of the given file name, into a directory. */
    public static Path compile(Path directory, String... namesAndSources) {
        try {
            Path sources = Files.createTempDirectory("sources");
            List<String> arguments = new ArrayList<>(List.of("-d", directory.toString(), "-parameters"));
            for (int i = 0; i < namesAndSources.length; i += 2) {
                Path source = sources.resolve(namesAndSources[i]);
                Files.createDirectories(source.getParent());
                Files.writeString(source, namesAndSources[i + 1]);
                arguments.add(source.toString());
            }
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            int code = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
            if (code != 0) {
                throw new IllegalArgumentException(errors.toString(StandardCharsets.UTF_8));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of a directory as a zip archive. */
    public static byte[] zip(Path directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One text file as a zip archive. */
    public static byte[] zip(String name, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
