package io.devopslab.aws;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of the API as the {@code aws} command writes them: {@code ListMFADevices} is {@code list-mfa-devices}. */
public final class CommandNames {

    /** Acronyms in the plural stay one word: {@code PolicyARNs} is {@code policy-arns}. */
    private static final Pattern PLURAL_ACRONYM = Pattern.compile("([A-Z]{2,}s)$");

    private static final Pattern CAPITALISED_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern LAST_CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    private CommandNames() {}

    /** The words of a camel case name in small letters, joined by hyphens. */
    public static String of(String name) {
        String words = PLURAL_ACRONYM
                .matcher(name)
                .replaceAll(match -> "-" + match.group().toLowerCase(Locale.ROOT));
        words = CAPITALISED_WORD.matcher(words).replaceAll("$1-$2");
        return LAST_CAPITAL.matcher(words).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    /** What the SDK's class for such an operation is most often called: {@code list-mfa-devices} is ListMfaDevices. */
    static String className(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.split("-", -1)) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.toString();
    }
}
