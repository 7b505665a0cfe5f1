package io.devopslab.cli;

import io.devopslab.cli.cloud.CloudCommand;
import io.devopslab.cli.console.Invocation;
import io.devopslab.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The verbs. Only the verb that was typed is made, and none for the help and for suggestions: that halves the time
 * of a short command.
 */
final class CommandTree {

    private final Map<String, Verb> verbs = new LinkedHashMap<>();
    private final Map<String, Supplier<CommandLine>> groups = new LinkedHashMap<>();

    /**
     * @param type the class whose annotation describes the verb
     * @param maker makes the verb itself, or its picocli command
     */
    private record Verb(Class<?> type, Supplier<Object> maker) {

        boolean isHidden() {
            return description().hidden();
        }

        Command description() {
            return Objects.requireNonNull(type.getAnnotation(Command.class), type.getName());
        }
    }

    CommandTree(Invocation invocation) {
        verb("list", ListCommand.class, () -> new ListCommand(invocation));
        verb("show", ShowCommand.class, () -> new ShowCommand(invocation));
        verb("guide", GuideCommand.class, () -> new GuideCommand(invocation));
        verb("start", StartCommand.class, () -> new StartCommand(invocation));
        verb("check", CheckCommand.class, () -> new CheckCommand(invocation));
        group("watch", WatchCommand.class, () -> WatchCommand.tree(invocation));
        verb("hint", HintCommand.class, () -> new HintCommand(invocation));
        verb("solve", SolveCommand.class, () -> new SolveCommand(invocation));
        verb("reset", ResetCommand.class, () -> new ResetCommand(invocation));
        verb("stop", StopCommand.class, () -> new StopCommand(invocation));
        verb("status", StatusCommand.class, () -> new StatusCommand(invocation));
        verb("cost", CostCommand.class, () -> new CostCommand(invocation));
        verb("progress", ProgressCommand.class, () -> new ProgressCommand(invocation));
        verb("dora", DoraCommand.class, () -> new DoraCommand(invocation));
        verb("sweep", SweepCommand.class, () -> new SweepCommand(invocation));
        verb("doctor", DoctorCommand.class, () -> new DoctorCommand(invocation));
        verb("env", EnvCommand.class, () -> new EnvCommand(invocation));
        verb("new", NewCommand.class, () -> new NewCommand(invocation));
        verb("validate", ValidateCommand.class, () -> new ValidateCommand(invocation));
        verb("aws", AwsCommand.class, () -> AwsCommand.line(invocation));
        group("cloud", CloudCommand.class, () -> CloudCommand.tree(invocation));
        verb("rehearse", RehearseCommand.class, () -> new RehearseCommand(invocation));
        verb("completion", CompletionCommand.class, () -> new CompletionCommand(invocation, this::all));
    }

    private void verb(String name, Class<?> type, Supplier<Object> maker) {
        verbs.put(name, new Verb(type, maker));
    }

    /** A verb that has verbs of its own. */
    private void group(String name, Class<?> type, Supplier<CommandLine> maker) {
        verb(name, type, maker::get);
        groups.put(name, maker);
    }

    CommandLine forArguments(String... args) {
        for (String word : args) {
            Verb verb = verbs.get(word);
            if (verb != null) {
                return new CommandLine(new LabCommand())
                        .addSubcommand(word, verb.maker().get());
            }
            if (!word.startsWith("-")) {
                break;
            }
        }
        return overview();
    }

    /** The verbs' names and what is said of them, for the help and for suggestions: no verb is made. */
    private CommandLine overview() {
        CommandLine lab = new CommandLine(new LabCommand());
        verbs.forEach((name, verb) -> {
            Command command = verb.description();
            CommandSpec stand = CommandSpec.create();
            stand.usageMessage().description(command.description()).hidden(command.hidden());
            lab.addSubcommand(name, stand);
        });
        return lab;
    }

    /**
     * The commands that somebody may have meant who typed that word behind {@code command}, best first and as they are typed:
     * those that stand there; else all others, of two words too ({@code lab cloud logs}). Only for the latter verbs are made,
     * and only those that have verbs of their own.
     */
    List<String> nearest(String word, CommandLine command) {
        List<String> here = nearest(word, below(command.getCommandSpec().qualifiedName(), command));
        return here.isEmpty() ? nearest(word, commands()) : here;
    }

    private static List<String> nearest(String word, Map<String, String> commands) {
        return Nearest.all(word, commands.keySet(), 3).stream()
                .map(commands::get)
                .toList();
    }

    /** All commands by their last words; of two that have the same, the shorter one. */
    private Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        verbs.forEach((name, verb) -> {
            if (!verb.isHidden()) {
                commands.put(name, "lab " + name);
            }
        });
        groups.forEach((name, group) -> below("lab " + name, group.get()).forEach(commands::putIfAbsent));
        return commands;
    }

    private static Map<String, String> below(String typed, CommandLine command) {
        Map<String, String> commands = new LinkedHashMap<>();
        command.getSubcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) {
                commands.put(name, typed + " " + name);
            }
        });
        return commands;
    }

    /** The whole tree. */
    CommandLine all() {
        CommandLine lab = new CommandLine(new LabCommand());
        verbs.forEach((name, verb) -> lab.addSubcommand(name, verb.maker().get()));
        return lab;
    }
}
