package io.devopslab.cli.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another {@code lab}, as a process of its own with this one's Java. */
public final class OwnProcess {

    private OwnProcess() {}

    /**
     * Its command line.
     *
     * @param root where the labs are
     * @param program how Java finds the program: {@code -jar FILE}, or a class path and the name of the main class
     * @param words what is typed after {@code lab}
     */
    public static List<String> command(Path root, List<String> program, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlab.root=" + root));
        command.addAll(program);
        command.addAll(words);
        return List.copyOf(command);
    }
}
