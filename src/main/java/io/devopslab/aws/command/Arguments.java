package io.devopslab.aws.command;

import io.devopslab.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/**
 * The words behind an operation's name, sorted to their options.
 *
 * @param options the words of each option; none behind a flag
 * @param files what stands behind no option
 */
record Arguments(Map<String, List<String>> options, List<String> files) {

    /**
     * @param more options beside those of the operation's members, each with one value
     * @param help the command that shows what there is
     * @throws UsageException at an option that does not exist, or without its value
     */
    static Arguments read(List<String> words, Options valid, Set<String> more, String help) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            String word = words.get(i++);
            if (!isOption(word)) {
                files.add(word);
                continue;
            }
            String typed = word.split("=", 2)[0];
            String name = whole(typed, valid, more);
            Kind kind = kind(name, valid, more, help);
            List<String> values = new ArrayList<>();
            if (word.length() > typed.length()) {
                values.add(word.substring(typed.length() + 1));
            }
            while (i < words.size() && !isOption(words.get(i)) && values.size() < kind.most) {
                values.add(words.get(i++));
            }
            if (values.isEmpty() && kind != Kind.FLAG && kind != Kind.LIST) {
                throw Usage.of("no-value", name);
            }
            options.put(name, values);
        }
        return new Arguments(options, files);
    }

    private enum Kind {
        FLAG(0),
        ONE(1),
        LIST(Integer.MAX_VALUE);

        private final int most;

        Kind(int most) {
            this.most = most;
        }
    }

    /** An option may be cut short as long as only one begins so. */
    private static String whole(String typed, Options valid, Set<String> more) {
        if (valid.member(typed).isPresent() || more.contains(typed)) {
            return typed;
        }
        List<String> begun = Stream.concat(valid.names().stream(), more.stream())
                .filter(option -> option.startsWith(typed))
                .toList();
        return begun.size() == 1 ? begun.get(0) : typed;
    }

    private static Kind kind(String name, Options valid, Set<String> more, String help) {
        if (more.contains(name)) {
            return Kind.ONE;
        }
        Optional<SdkField<?>> member = valid.member(name);
        if (member.isEmpty() && valid.denied(name).isEmpty()) {
            List<String> all =
                    Stream.concat(valid.names().stream(), more.stream()).toList();
            throw Usage.unknown("kind.option", name, all, help);
        }
        if (member.isEmpty() || Options.isFlag(member.get())) {
            return Kind.FLAG;
        }
        return ParameterValues.isA(member.get(), MarshallingKnownType.LIST) ? Kind.LIST : Kind.ONE;
    }

    /** A negative number and a text with spaces are values. */
    private static boolean isOption(String word) {
        return word.startsWith("--") && word.length() > 2 && !word.split("=", 2)[0].contains(" ");
    }

    Optional<String> one(String option) {
        return Optional.ofNullable(options.get(option))
                .flatMap(values -> values.stream().findFirst());
    }

    boolean has(String option) {
        return options.containsKey(option);
    }
}
