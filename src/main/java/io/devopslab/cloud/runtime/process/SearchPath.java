package io.devopslab.cloud.runtime.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where processes that stand for machines of the cloud find their commands. */
public final class SearchPath {

    private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    private SearchPath() {}

    /**
     * The value of {@code PATH}: the cloud's tools, the commands of the Java that runs the cloud, and this machine's own.
     *
     * @param tools looked for now; without them the others do the same, slower
     */
    public static String of(Optional<Path> tools) {
        return Stream.of(
                        tools.filter(Files::isDirectory).map(Path::toString),
                        Optional.of(
                                Path.of(System.getProperty("java.home"), "bin").toString()),
                        Optional.of(Optional.ofNullable(System.getenv("PATH")).orElse(DEFAULT)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
