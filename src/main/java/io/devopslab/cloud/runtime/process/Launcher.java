package io.devopslab.cloud.runtime.process;

import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts a process at the head of a session of its own and within its limits, as far as the system can. */
final class Launcher {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /** macOS has no {@code setsid} command, but a Perl that can do the same. */
    private static final List<String> PERL_SESSION = List.of("-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV");

    private Launcher() {}

    /**
     * A started process.
     *
     * @param hasSession whether it heads a session, and so a process group, of its own
     */
    record Started(Process process, boolean hasSession) {

        /** The process itself and all whose ancestor it is. */
        Stream<ProcessHandle> family() {
            return Stream.concat(Stream.of(process.toHandle()), process.descendants());
        }
    }

    /**
     * @throws IOException when the program or the directory does not exist, or the system refuses
     */
    static Started start(Command command, Mark mark) throws IOException {
        if (!Files.isDirectory(command.directory())) {
            throw new IOException("The directory " + command.directory() + " does not exist; '"
                    + command.arguments().get(0) + "' was to run there.");
        }
        List<String> session = session();
        List<String> arguments = new ArrayList<>(session);
        arguments.addAll(limits(command.limits()));
        arguments.add(program(command).toString());
        arguments.addAll(command.arguments().subList(1, command.arguments().size()));
        ProcessBuilder builder =
                new ProcessBuilder(arguments).directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.environment().put(Mark.VARIABLE, mark.value());
        return new Started(ProcessStarter.start(builder), !session.isEmpty());
    }

    /** The program's file. It is looked up here because {@code setsid} would tell of a missing one too late. */
    private static Path program(Command command) throws IOException {
        String name = command.arguments().get(0);
        Optional<Path> file = name.contains("/")
                ? Optional.of(command.directory().resolve(name)).filter(Files::isExecutable)
                : find(name, command.environment().getOrDefault("PATH", DEFAULT_PATH), command.directory());
        return file.orElseThrow(() -> new IOException(
                "The program '" + name + "' was not found; install it, or put its directory on the PATH."));
    }

    static Optional<Path> find(String name, String path, Path directory) {
        return Stream.of(path.split(":", -1))
                .map(entry -> directory.resolve(entry).resolve(name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    private static Optional<Path> systemProgram(String name) {
        return find(name, DEFAULT_PATH, Path.of("/"));
    }

    private static List<String> session() {
        return systemProgram("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .or(() -> systemProgram("perl")
                        .map(perl -> Stream.concat(Stream.of(perl.toString()), PERL_SESSION.stream())
                                .toList()))
                .orElse(List.of());
    }

    private static List<String> limits(Limits limits) {
        if (limits.maxFileBytes().isEmpty()) {
            return List.of();
        }
        long bytes = limits.maxFileBytes().getAsLong();
        // The shell counts blocks of 512 bytes.
        return systemProgram("prlimit")
                .map(prlimit -> List.of(prlimit.toString(), "--fsize=" + bytes, "--core=0"))
                .orElse(List.of("/bin/sh", "-c", "ulimit -f " + (bytes / 512) + "; exec \"$0\" \"$@\""));
    }
}
