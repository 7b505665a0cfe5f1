package io.devopslab.cli.console;

import io.devopslab.text.Language;
import io.devopslab.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that every verb has. */
public final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON document on standard output, on failure too.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours. The variable NO_COLOR does the same.")
    private boolean noColor;

    @Option(
            names = "--lang",
            paramLabel = "en|vi",
            converter = LanguageConverter.class,
            description = "The language of the labs and of what lab says about them. Default: from the locale.")
    private Optional<Language> lang = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the causes of an error.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    public Console console(Invocation invocation) {
        boolean plain = noColor
                || json
                || !invocation.terminal()
                || !invocation.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(invocation.environment().get("TERM"));
        return new Console(invocation.out(), invocation.err(), new Paint(!plain), json, language(invocation));
    }

    public boolean isVerbose() {
        return verbose;
    }

    /** The language that was asked for, or that the locale says; English for all others. */
    public Language language(Invocation invocation) {
        return lang.orElseGet(() -> ofLocale(invocation));
    }

    /** The same of a command line that could not be read. */
    public static Language language(List<String> words, Invocation invocation) {
        int option = words.indexOf("--lang");
        String asked = option >= 0 && option + 1 < words.size()
                ? words.get(option + 1)
                : words.stream()
                        .filter(word -> word.startsWith("--lang="))
                        .map(word -> word.substring("--lang=".length()))
                        .findFirst()
                        .orElse("");
        return Language.parse(asked).orElseGet(() -> ofLocale(invocation));
    }

    private static Language ofLocale(Invocation invocation) {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> invocation.environment().getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .flatMap(Language::parse)
                .orElse(Language.EN);
    }

    /** Reads the language of {@code --lang}. */
    static final class LanguageConverter implements ITypeConverter<Language> {
        @Override
        public Language convert(String value) {
            return Language.parse(value)
                    .orElseThrow(() -> new TypeConversionException(Message.of(OutputOptions.class, "no-language", value)
                            .toString()));
        }
    }
}
