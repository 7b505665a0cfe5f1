package io.devopslab.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"vi", "VI", "vi-VN", "vi_VN.UTF-8", "vi_VN@euro", "vi.UTF-8"})
    void a_locale_names_its_language(String locale) {
        assertThat(Language.parse(locale)).contains(Language.VI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "fr_FR.UTF-8", "vietnamese"})
    void other_languages_are_not_guessed_at(String locale) {
        assertThat(Language.parse(locale)).isEmpty();
    }

    @Test
    void arguments_are_said_in_the_same_language() {
        Message inner = new Message("io.devopslab.session.messages", "locked.cure", java.util.List.of());
        Message outer =
                new Message("io.devopslab.session.messages", "locked", java.util.List.of("a $1 \\ name", inner));
        assertThat(outer.in(Language.EN)).contains("a $1 \\ name").contains("Wait until");
        assertThat(outer.in(Language.VI)).contains("a $1 \\ name").contains("Hãy đợi");
    }
}
