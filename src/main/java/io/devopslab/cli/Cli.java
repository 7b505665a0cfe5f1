package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Paint;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command line: parses it, calls the verb, and turns what went wrong into a sentence and a number. */
public final class Cli {

    private final Invocation invocation;

    public Cli(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Runs {@code lab} with these arguments and returns the exit code. */
    public int run(String... typed) {
        String[] args = helped(typed);
        CommandTree tree = new CommandTree(invocation);
        CommandLine lab = tree.forArguments(args);
        lab.setOut(new PrintWriter(invocation.out(), true, StandardCharsets.UTF_8));
        lab.setErr(new PrintWriter(invocation.err(), true, StandardCharsets.UTF_8));
        lab.setUsageHelpWidth(80);
        lab.setCaseInsensitiveEnumValuesAllowed(true);
        lab.setParameterExceptionHandler((e, given) -> usage(e, tree, List.of(args)));
        lab.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
        return lab.execute(args);
    }

    /** Who types {@code lab help check} means {@code lab check --help}. */
    private static String[] helped(String... typed) {
        if (typed.length == 0 || !typed[0].equals("help")) {
            return typed;
        }
        return Stream.concat(Arrays.stream(typed).skip(1), Stream.of("--help")).toArray(String[]::new);
    }

    private int usage(ParameterException e, CommandTree tree, List<String> words) {
        boolean json = e.getCommandLine().getMixins().containsKey("output") && words.contains("--json");
        Language language = OutputOptions.language(words, invocation);
        new Console(invocation.out(), invocation.err(), new Paint(false), json, language)
                .error(new Misuse(tree).say(e, language), Exit.USAGE.code());
        return Exit.USAGE.code();
    }

    private int failure(Exception e, CommandLine command) {
        if (e instanceof ContainerLibraries.NeededException) {
            return ContainerLibraries.NEEDED;
        }
        OutputOptions output = output(command);
        Console console = output.console(invocation);
        Exit code = Failures.exit(e);
        console.error(Failures.message(e, console.language()), code.code());
        if (output.isVerbose()) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                console.note("  " + cause.getClass().getName() + ": " + cause.getMessage());
            }
            if (code == Exit.FAULT) {
                Arrays.stream(e.getStackTrace()).limit(20).forEach(frame -> console.note("    at " + frame));
            }
        }
        return code.code();
    }

    private static OutputOptions output(CommandLine command) {
        CommandLine.Model.CommandSpec mixin = command.getCommandSpec().mixins().get("output");
        Object options = mixin == null ? null : mixin.userObject();
        return options instanceof OutputOptions output ? output : new OutputOptions();
    }
}
