package io.devopslab.aws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The words of a high-level command, sorted to its options. */
record Words(Map<String, List<String>> options, List<String> rest) {

    /**
     * @param flags options without a value
     * @param single options with one value
     * @param several options with values up to the next option
     * @throws io.devopslab.text.UsageException at an option that does not exist, or without its value
     */
    static Words read(List<String> words, Set<String> flags, Set<String> single, Set<String> several, String help) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            String word = words.get(i++);
            if (!word.startsWith("--") || word.length() == 2) {
                rest.add(word);
                continue;
            }
            List<String> all = Stream.of(flags, single, several)
                    .flatMap(Set::stream)
                    .sorted()
                    .toList();
            if (!all.contains(word)) {
                throw Usage.unknown("kind.option", word, all, help);
            }
            int most = flags.contains(word) ? 0 : single.contains(word) ? 1 : Integer.MAX_VALUE;
            List<String> values = options.computeIfAbsent(word, name -> new ArrayList<>());
            for (int n = 0; n < most && i < words.size() && !words.get(i).startsWith("--"); n++) {
                values.add(words.get(i++));
            }
            if (most > 0 && values.isEmpty()) {
                throw Usage.of("no-value", word);
            }
        }
        return new Words(options, rest);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> one(String option) {
        return all(option).stream().findFirst();
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }
}
