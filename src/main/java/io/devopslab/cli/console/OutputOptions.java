package io.devopslab.cli.console;

import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that every verb has. */
public final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON document on standard output, on failure too.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours. The variable NO_COLOR does the same.")
    private boolean noColor;

    @Option(
            names = "--lang",
            paramLabel = "en|vi",
            description = "The language of the labs and of what lab says about them. Default: from the locale.")
    private String lang = "";

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

    /**
     * The language that was asked for, or that the locale says; English for all others.
     *
     * @throws UsageException when there is no such language
     */
    public Language language(Invocation invocation) {
        if (!lang.isEmpty()) {
            return Language.parse(lang)
                    .orElseThrow(() -> new UsageException(Message.of(OutputOptions.class, "no-language", lang)));
        }
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> invocation.environment().getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .flatMap(Language::parse)
                .orElse(Language.EN);
    }
}
