package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cli.console.Paint;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line: parses it, calls the verb, and turns what went wrong into a sentence and a number. */
public final class Cli {

    private final Invocation invocation;

    public Cli(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Runs {@code lab} with these arguments and returns the exit code. */
    public int run(String... args) {
        CommandLine lab = new CommandTree(invocation).forArguments(args);
        lab.setOut(new PrintWriter(invocation.out(), true, StandardCharsets.UTF_8));
        lab.setErr(new PrintWriter(invocation.err(), true, StandardCharsets.UTF_8));
        lab.setUsageHelpWidth(80);
        lab.setCaseInsensitiveEnumValuesAllowed(true);
        lab.setParameterExceptionHandler((e, given) -> usage(e));
        lab.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
        return lab.execute(args);
    }

    private int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        boolean json = command.getMixins().containsKey("output")
                && Arrays.asList(wordsOf(e)).contains("--json");
        StringBuilder message = new StringBuilder(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = meant(unmatched);
            if (!near.isEmpty()) {
                message.append(". Did you mean ")
                        .append(String.join(" or ", near))
                        .append('?');
            }
        }
        message.append(message.toString().endsWith("?") || message.toString().endsWith(".") ? "" : ".")
                .append(" `")
                .append(command.getCommandSpec().qualifiedName())
                .append(" --help` shows what there is.");
        new Console(invocation.out(), invocation.err(), new Paint(false), json, Language.EN)
                .error(message.toString(), Exit.USAGE.code());
        return Exit.USAGE.code();
    }

    /** Verbs that are near to what was typed, or the option of what looks like a task; else what picocli finds, among options too. */
    private static List<String> meant(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        List<String> verbs =
                Nearest.all(word, e.getCommandLine().getSubcommands().keySet(), 3);
        if (!verbs.isEmpty()) {
            return verbs;
        }
        boolean namesTask = e.getCommandLine().getCommandSpec().findOption("--task") != null && !word.startsWith("-");
        return namesTask ? List.of("--task " + word) : e.getSuggestions();
    }

    private static String[] wordsOf(ParameterException e) {
        CommandLine.ParseResult parsed = e.getCommandLine().getParseResult();
        return parsed == null ? new String[0] : parsed.originalArgs().toArray(new String[0]);
    }

    private int failure(Exception e, CommandLine command) {
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
