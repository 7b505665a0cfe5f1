package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.text.Language;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackTest {

    private static final Fallback LOCALSTACK =
            Fallback.of("http://127.0.0.1:4566").orElseThrow();

    private static DaemonAddress address(Fallback fallback) {
        return new DaemonAddress(
                "i",
                1,
                URI.create("http://127.0.0.1:1"),
                "123456789012",
                "eu-west-1",
                1,
                true,
                Builds.PROCESS,
                fallback,
                Instant.EPOCH,
                Optional.empty());
    }

    private static DaemonOptions options(Optional<Fallback> fallback) {
        return new DaemonOptions(
                0, "123456789012", "eu-west-1", 1, true, Duration.ofHours(1), Optional.empty(), fallback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:4566",
                "ftp://host",
                "file:///etc/passwd",
                "http://",
                "http://a b",
                "http://u:p@host",
                "http://host/path",
                "http://host?x",
                "http://host#x",
                "http://host:99999",
                "None"
            })
    void what_is_no_plain_url_is_refused(String word) {
        assertThat(Fallback.of(word)).isEmpty();
    }

    @Test
    void none_and_urls_are_what_they_say() {
        assertThat(Fallback.of("none")).contains(Fallback.NONE);
        assertThat(Fallback.of("https://host")).map(Fallback::word).contains("https://host");
        assertThat(LOCALSTACK.endpoint()).contains(URI.create("http://127.0.0.1:4566"));
    }

    @Test
    void a_daemon_tells_the_next_one_and_an_old_one_means_none() {
        ObjectNode told = address(LOCALSTACK).toJson();
        assertThat(DaemonAddress.fromJson(told)).map(DaemonAddress::fallback).contains(LOCALSTACK);
        told.remove("fallback");
        assertThat(DaemonAddress.fromJson(told)).map(DaemonAddress::fallback).contains(Fallback.NONE);
        assertThat(options(Optional.of(LOCALSTACK)).arguments()).contains("--fallback=http://127.0.0.1:4566");
        assertThat(options(Optional.empty()).arguments()).noneMatch(word -> word.startsWith("--fallback"));
    }

    @Test
    void who_asks_a_running_daemon_for_another_one_is_told() {
        assertThat(Daemons.otherFallback(address(Fallback.NONE), options(Optional.of(LOCALSTACK)))
                        .map(message -> message.in(Language.EN)))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("--fallback none, not http://127.0.0.1:4566", "lab cloud stop"));
        assertThat(Daemons.otherFallback(address(LOCALSTACK), options(Optional.empty())))
                .isEmpty();
    }
}
