package io.devopslab.cloud.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What Linux tells in {@code /proc}; on other systems the table is empty. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** The processes that carry the mark, this one excepted. */
    static Set<ProcessHandle> bearers(Mark mark) {
        return find(entry -> mark.isIn(read(entry.resolve("environ"))));
    }

    /** The processes of a session, this one excepted. */
    static Set<ProcessHandle> session(long leader) {
        return find(entry -> stat(entry, 3).equals(Long.toString(leader)));
    }

    /** Whether the process has ended and only waits for its parent to ask for its exit code. */
    static boolean isZombie(ProcessHandle process) {
        return stat(PROC.resolve(Long.toString(process.pid())), 0).equals("Z");
    }

    /**
     * A field of {@code /proc/PID/stat}, counted from the one after the program's name, which is in parentheses and
     * may hold spaces: 0 is the state, 3 the session. Empty when the process is gone.
     */
    private static String stat(Path entry, int field) {
        String line = read(entry.resolve("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", field + 2);
        return fields.length > field ? fields[field] : "";
    }

    private static Set<ProcessHandle> find(Predicate<Path> condition) {
        Set<ProcessHandle> found = new HashSet<>();
        if (!Files.isReadable(PROC.resolve("self/environ"))) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && condition.test(entry)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return found;
        }
        return found;
    }

    /** The file's content; empty when its process ended meanwhile or belongs to somebody else. */
    private static String read(Path file) {
        try {
            // Latin-1 keeps every byte; what we look for is ASCII.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
