package io.devopslab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCatalogueTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalog",
                "check",
                "cli",
                "cli/cloud",
                "cli/console",
                "cost",
                "doctor",
                "dora",
                "guide",
                "session",
                "target",
                "target/aws",
                "target/container",
                "target/embedded",
                "target/endpoint",
                "validate"
            })
    void every_message_is_there_in_both_languages_with_the_same_places(String room) throws IOException {
        Properties english = load(room, "");
        Properties vietnamese = load(room, "_vi");
        assertThat(vietnamese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(vietnamese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    private static TreeSet<String> places(String text) {
        TreeSet<String> places = new TreeSet<>();
        PLACE.matcher(text).results().map(MatchResult::group).forEach(places::add);
        return places;
    }

    private static Properties load(String room, String language) throws IOException {
        String name = "/io/devopslab/" + room + "/messages" + language + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = Objects.requireNonNull(Language.class.getResourceAsStream(name), name)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
