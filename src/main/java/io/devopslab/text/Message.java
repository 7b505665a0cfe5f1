package io.devopslab.text;

import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message of the program, said in the reader's language when it is read.
 *
 * @param bundle the base name of a resource bundle, in UTF-8, whose root is English
 * @param key the message's key in the bundle
 * @param arguments what stands for {@code {0}}, {@code {1}}, …; messages and localized texts among them are said in
 *     the same language
 */
public record Message(String bundle, String key, List<Object> arguments) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    public Message {
        arguments = List.copyOf(arguments);
    }

    /** The messages of a package: the bundle {@code messages} beside {@code member}. */
    public static Message of(Class<?> member, String key, Object... arguments) {
        return new Message(member.getPackageName() + ".messages", key, List.of(arguments));
    }

    public String in(Language language) {
        String pattern = ResourceBundle.getBundle(bundle, language.bundle()).getString(key);
        return PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(argument(place.group(1), language)));
    }

    private String argument(String index, Language language) {
        int i = Integer.parseInt(index);
        Object argument = i < arguments.size() ? arguments.get(i) : "?";
        if (argument instanceof Message message) {
            return message.in(language);
        }
        return argument instanceof Localized localized ? localized.in(language) : argument.toString();
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Language.EN);
    }
}
