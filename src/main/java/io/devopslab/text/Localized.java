package io.devopslab.text;

/** A text in every language, as authors write it in a manifest. */
public record Localized(String en, String vi) {

    public String in(Language language) {
        return language == Language.VI ? vi : en;
    }
}
