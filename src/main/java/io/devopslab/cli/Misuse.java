package io.devopslab.cli;

import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line that cannot be read, in the reader's words, and what may have been meant. */
final class Misuse {

    /** Where the words are found that stand for these in a help. */
    private static final Map<String, String> FOUND = Map.of("LAB", "misuse.labs", "TASK", "misuse.tasks");

    private final CommandTree tree;

    Misuse(CommandTree tree) {
        this.tree = tree;
    }

    /** The sentences about it. */
    String say(ParameterException e, Language language) {
        List<Message> said = new ArrayList<>();
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0).split("=", 2)[0];
            said.add(unknown(command, word));
            List<String> near = meant(command, word);
            if (!near.isEmpty()) {
                said.add(message("misuse.meant", "`" + String.join("`, `", near) + "`"));
            }
        } else if (e instanceof MissingParameterException missing) {
            missing(missing.getMissing(), said);
        } else {
            said.add(value(e));
        }
        said.add(message("misuse.help", command.getCommandSpec().qualifiedName()));
        return said.stream().map(message -> message.in(language)).collect(Collectors.joining(" "));
    }

    private static Message unknown(CommandLine command, String word) {
        if (word.startsWith("-")) {
            return message("misuse.option", word);
        }
        return command.getSubcommands().isEmpty()
                ? message("misuse.word", command.getCommandSpec().qualifiedName(), word)
                : message("misuse.verb", command.getCommandSpec().qualifiedName(), word);
    }

    /** What is near to what was typed: options or commands, of two words too; or the option of what looks like a task. */
    private List<String> meant(CommandLine command, String word) {
        if (word.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            return Nearest.all(word, options, 3);
        }
        if (!command.getSubcommands().isEmpty()) {
            return tree.nearest(word, command);
        }
        return command.getCommandSpec().findOption("--task") == null ? List.of() : List.of("--task " + word);
    }

    private static void missing(List<ArgSpec> missing, List<Message> said) {
        List<String> labels = missing.stream()
                .map(spec -> spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel())
                .toList();
        boolean isValue = missing.stream().anyMatch(ArgSpec::isOption);
        said.add(message(isValue ? "misuse.no-value" : "misuse.missing", String.join(", ", labels)));
        labels.stream().map(FOUND::get).filter(Objects::nonNull).forEach(key -> said.add(message(key)));
    }

    private static Message value(ParameterException e) {
        ArgSpec spec = e.getArgSpec();
        Class<?> type = spec == null ? Object.class : spec.type();
        if (spec instanceof OptionSpec option && type.isEnum()) {
            String words = Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            return message("misuse.one-of", option.longestName(), words, String.valueOf(e.getValue()));
        }
        if (spec instanceof OptionSpec option && type == boolean.class) {
            return message("misuse.flag", option.longestName());
        }
        if (spec instanceof OptionSpec option && type.isPrimitive()) {
            return message("misuse.number", option.longestName(), String.valueOf(e.getValue()));
        }
        String said = String.valueOf(e.getMessage());
        return message("misuse.other", said.endsWith(".") || said.endsWith("?") ? said : said + ".");
    }

    private static Message message(String key, Object... arguments) {
        return Message.of(Misuse.class, key, arguments);
    }
}
