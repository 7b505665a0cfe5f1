package io.devopslab.aws.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options that every command has, and the words that remain without them.
 *
 * @param rawBlobs whether blobs are typed as they are, rather than as Base64
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html">Command line options</a>
 */
record Globals(
        Optional<String> region,
        OutputFormat output,
        Optional<String> query,
        boolean paginate,
        boolean rawBlobs,
        List<String> words) {

    private static final Set<String> WITH_VALUE = Set.of(
            "--region",
            "--output",
            "--query",
            "--cli-binary-format",
            "--color",
            "--cli-read-timeout",
            "--cli-connect-timeout");

    private static final Set<String> FLAGS =
            Set.of("--no-paginate", "--no-cli-pager", "--no-cli-auto-prompt", "--no-verify-ssl");

    /** Options that lead elsewhere: this command works with the lab's cloud and its owner's key only. */
    private static final Set<String> REFUSED = Set.of(
            "--profile",
            "--endpoint-url",
            "--ca-bundle",
            "--no-sign-request",
            "--debug",
            "--cli-auto-prompt",
            "--cli-input-yaml",
            "--generate-cli-skeleton");

    Globals {
        words = List.copyOf(words);
    }

    static Globals read(List<String> line) {
        Map<String, String> values = new HashMap<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            String name = word.startsWith("--") ? word.split("=", 2)[0] : word;
            if (REFUSED.contains(name)) {
                throw Usage.of("refused", name);
            } else if (FLAGS.contains(word)) {
                values.put(word, "");
            } else if (!WITH_VALUE.contains(name)) {
                rest.add(word);
            } else if (word.length() > name.length()) {
                values.put(name, word.substring(name.length() + 1));
            } else if (++i < line.size()) {
                values.put(name, line.get(i));
            } else {
                throw Usage.of("no-value", name);
            }
        }
        return of(values, rest);
    }

    private static Globals of(Map<String, String> values, List<String> rest) {
        String blobs = values.getOrDefault("--cli-binary-format", "base64");
        if (!Set.of("base64", "raw-in-base64-out").contains(blobs)) {
            throw Usage.of("binary-format", blobs);
        }
        return new Globals(
                Optional.ofNullable(values.get("--region")).map(Globals::region),
                OutputFormat.of(values.getOrDefault("--output", "json")),
                Optional.ofNullable(values.get("--query")),
                !values.containsKey("--no-paginate"),
                blobs.startsWith("raw"),
                rest);
    }

    private static String region(String name) {
        if (!name.matches("[a-z]{2,3}(-[a-z]+)+-\\d")) {
            throw Usage.of("region", name);
        }
        return name;
    }
}
