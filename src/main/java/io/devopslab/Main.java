package io.devopslab;

import io.devopslab.cli.Cli;
import io.devopslab.cli.Interruption;
import io.devopslab.cli.console.Invocation;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Starts the command tree, and nothing else. */
public final class Main {

    private Main() {}

    /** Runs {@code lab} with the given arguments and ends the process with its exit code. */
    public static void main(String[] args) {
        // The daemon closes its cloud by itself when it is told to end.
        int code = Arrays.asList(args).contains("serve")
                ? new Cli(invocation()).run(args)
                : Interruption.of(() -> new Cli(invocation()).run(args));
        System.out.flush();
        System.exit(code);
    }

    private static Invocation invocation() {
        return new Invocation(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("lab.root", "")).toAbsolutePath(),
                Optional.ofNullable(System.getProperty("lab.jar")).map(Path::of),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("lab.terminal"),
                keyboard());
    }

    /** The launcher knows whether a person sits in front of it. */
    private static Optional<BufferedReader> keyboard() {
        return Boolean.getBoolean("lab.keyboard")
                ? Optional.of(new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** Vietnamese needs UTF-8, whatever the locale of the terminal says. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
