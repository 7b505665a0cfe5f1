package io.devopslab.target.container;

import io.devopslab.process.ProcessStarter;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Runs the program of {@code io.devopslab.containers}: a file of properties in, one out. */
final class ContainerProgram {

    private static final String MAIN = "io.devopslab.containers.Main";

    private final Product product;
    private final Optional<Path> jar;
    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param product what it is to run
     * @param environment variables that the program gets beside those of this process: where the engine is
     * @param jar the program's own jar, beside which the libraries are; empty in tests, where they are on the class path
     * @param directory where the log and the files for a run are
     */
    ContainerProgram(Product product, Optional<Path> jar, Path directory, Map<String, String> environment) {
        this.product = product;
        this.jar = jar;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** What it said last. */
    Path log() {
        return directory.resolve("containers.log");
    }

    /**
     * @param patience after which it is ended
     * @throws TargetException when there is no engine, or it did not do what it was asked for
     */
    Properties run(Map<String, String> request, Duration patience) {
        String classPath = classPath();
        try {
            Files.createDirectories(directory);
            Path asked = Files.createTempFile(directory, "request", ".properties");
            Path answered = Files.createTempFile(directory, "answer", ".properties");
            try {
                write(asked, request);
                Files.delete(answered);
                Process process = start(classPath, asked, answered);
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw failed("too-slow", patience.toSeconds());
                }
                return process.exitValue() == 0 && Files.exists(answered) ? read(answered) : refuse();
            } finally {
                Files.deleteIfExists(asked);
                Files.deleteIfExists(answered);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    private String classPath() {
        if (jar.isEmpty()) {
            return System.getProperty("java.class.path");
        }
        Path libraries = jar.get().resolveSibling("lib");
        Path containers = libraries.resolve("containers");
        if (!Files.isDirectory(containers)) {
            throw new TargetException(message("no-libraries", containers), message("no-libraries.cure"));
        }
        return containers.resolve("*") + File.pathSeparator + libraries.resolve("*");
    }

    private Process start(String classPath, Path asked, Path answered) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-classpath",
                        classPath,
                        MAIN,
                        asked.toString(),
                        answered.toString()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        // The container outlives the process, so nobody may clear it away behind it, and no other image is needed for
        // that.
        builder.environment().put("TESTCONTAINERS_REUSE_ENABLE", "true");
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        // They only warn, and download an image for it.
        builder.environment().put("TESTCONTAINERS_CHECKS_DISABLE", "true");
        return ProcessStarter.start(builder);
    }

    private static void write(Path file, Map<String, String> properties) throws IOException {
        Properties all = new Properties();
        all.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            all.store(writer, null);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private Properties refuse() {
        boolean noEngine = said().contains("Could not find a valid Docker environment");
        throw noEngine
                ? new TargetException(message("no-engine", product.title()), message("no-engine.cure"))
                : failed("failed", new Tail(said()).lines(12));
    }

    private String said() {
        try {
            return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "(" + log() + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private TargetException failed(String key, Object... details) {
        List<Object> arguments = new ArrayList<>(List.of(product.title()));
        arguments.addAll(List.of(details));
        return new TargetException(
                message(key, arguments.toArray()), message(key + ".cure", log(), product.imageVariable()));
    }

    private static Message message(String key, Object... arguments) {
        return Message.of(ContainerProgram.class, key, arguments);
    }
}
