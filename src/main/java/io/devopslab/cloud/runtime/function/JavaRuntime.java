package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.runtime.function.bootstrap.Bootstrap;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Functions in Java: the class path is the code and its {@code lib/*.jar}, as on Lambda, after our bootstrap. */
final class JavaRuntime implements FunctionRuntime {

    /** The part of the memory that Lambda gives to the heap. */
    private static final double HEAP = 0.85;

    private static final int LEAST_HEAP_MEGABYTES = 32;

    private final Bootstraps bootstraps;

    JavaRuntime(Bootstraps bootstraps) {
        this.bootstraps = bootstraps;
    }

    @Override
    public Launch launch(FunctionSpec spec) throws MissingRuntimeException, IOException {
        requireJdk(spec.runtime());
        Path home = Path.of(System.getProperty("java.home", ""));
        int heap = Math.max(LEAST_HEAP_MEGABYTES, (int) (spec.memoryMegabytes() * HEAP));
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin").resolve("java").toString(),
                "-Xmx" + heap + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Java's own archive stays where it was made for: to move it takes a sixth of so short a start.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                classPath(spec.code()),
                Bootstrap.class.getName()));
        return new Launch(command, Map.of(), true);
    }

    private static void requireJdk(String runtime) throws MissingRuntimeException {
        String digits = runtime.substring("java".length()).replaceFirst("\\..*", "");
        int wanted = Integer.parseInt(digits);
        int present = Runtime.version().feature();
        if (wanted > present) {
            throw new MissingRuntimeException("The runtime " + runtime + " needs a JDK " + wanted
                    + " or newer, and the embedded cloud runs on JDK " + present
                    + ". Install one, point JAVA_HOME to it and start the cloud again.");
        }
    }

    private String classPath(Path code) throws IOException {
        List<Path> entries = new ArrayList<>(List.of(bootstraps.javaClasses(), code));
        Path libraries = code.resolve("lib");
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "*.jar")) {
                List<Path> sorted = new ArrayList<>();
                jars.forEach(sorted::add);
                sorted.sort(null);
                entries.addAll(sorted);
            }
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    }
}
