package io.devopslab.cli;

import io.devopslab.cli.cloud.CloudCommand;
import io.devopslab.cli.console.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The verbs. Only the class of the verb that was typed is loaded: that halves the time of a short command. All of
 * them are when no verb was recognised, for the help and for suggestions.
 */
final class CommandTree {

    private final Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();

    CommandTree(Invocation invocation) {
        verbs.put("list", () -> new ListCommand(invocation));
        verbs.put("show", () -> new ShowCommand(invocation));
        verbs.put("guide", () -> new GuideCommand(invocation));
        verbs.put("start", () -> new StartCommand(invocation));
        verbs.put("check", () -> new CheckCommand(invocation));
        verbs.put("hint", () -> new HintCommand(invocation));
        verbs.put("solve", () -> new SolveCommand(invocation));
        verbs.put("reset", () -> new ResetCommand(invocation));
        verbs.put("stop", () -> new StopCommand(invocation));
        verbs.put("status", () -> new StatusCommand(invocation));
        verbs.put("doctor", () -> new DoctorCommand(invocation));
        verbs.put("env", () -> new EnvCommand(invocation));
        verbs.put("new", () -> new NewCommand(invocation));
        verbs.put("validate", () -> new ValidateCommand(invocation));
        verbs.put("aws", () -> AwsCommand.line(invocation));
        verbs.put("cloud", () -> CloudCommand.tree(invocation));
        verbs.put("rehearse", () -> new RehearseCommand(invocation));
        verbs.put("completion", () -> new CompletionCommand(invocation, this::all));
    }

    CommandLine forArguments(String... args) {
        for (String word : args) {
            Supplier<Object> verb = verbs.get(word);
            if (verb != null) {
                return new CommandLine(new LabCommand()).addSubcommand(word, verb.get());
            }
            if (!word.startsWith("-")) {
                break;
            }
        }
        return all();
    }

    /** The whole tree. */
    CommandLine all() {
        CommandLine lab = new CommandLine(new LabCommand());
        verbs.forEach((name, verb) -> lab.addSubcommand(name, verb.get()));
        return lab;
    }
}
