package io.devopslab.text;

import java.util.Locale;
import java.util.Optional;

/** The languages that labs and messages are written in. */
public enum Language {
    EN(Locale.ROOT),
    VI(Locale.forLanguageTag("vi"));

    private final Locale bundle;

    Language(Locale bundle) {
        this.bundle = bundle;
    }

    /** The locale of the resource bundles; English is the root. */
    Locale bundle() {
        return bundle;
    }

    /** As on the command line and in manifests: {@code en}, {@code vi}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a tag or a locale's name, for example {@code vi}, {@code vi-VN} or {@code vi_VN.UTF-8}. */
    public static Optional<Language> parse(String text) {
        String tag = text.split("[-_.@]", 2)[0].toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (language.tag().equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
