package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Paint;
import io.devopslab.session.traffic.Callee;
import io.devopslab.session.traffic.Sample;
import io.devopslab.session.traffic.Sample.Deployment;
import io.devopslab.session.traffic.Sample.Share;
import io.devopslab.text.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficLinesTest {

    private static final Sample SPLIT = new Sample(
            Instant.parse("2026-01-05T09:00:00Z"),
            1_234,
            List.of(new Share("9", 90, 0, OptionalDouble.of(0.9)), new Share("10", 10, 10, OptionalDouble.of(0.1))),
            Optional.of(new Deployment(
                    "d-ABCDEFGHI",
                    "Stopped",
                    "CodeDeployDefault.LambdaCanary10Percent5Minutes",
                    "user",
                    Optional.of("ALARM_ACTIVE"),
                    Optional.of("d-JKLMNOPQR"))),
            Optional.of("Rate Exceeded. ".repeat(20)));

    private static final Sample NOTHING =
            new Sample(Instant.parse("2026-01-05T09:00:00Z"), 0, List.of(), Optional.empty(), Optional.empty());

    private static final Callee ALIAS = new Callee.Alias("cicd-shop", "live", "{}");
    private static final Callee FLEET = new Callee.Balancer("cicd-site", "/");

    private static final Sample ROLLING = new Sample(
            Instant.parse("2026-01-05T09:00:00Z"),
            99,
            List.of(
                    new Share("HTTP 503", 1, 1, OptionalDouble.empty()),
                    new Share("a page that says a …", 49, 0, OptionalDouble.empty()),
                    new Share("version 2", 49, 0, OptionalDouble.empty())),
            Optional.of(new Deployment(
                    "d-ABCDEFGHI",
                    "InProgress",
                    "CodeDeployDefault.HalfAtATime",
                    "user",
                    Optional.empty(),
                    Optional.empty())),
            Optional.empty());

    private static String printed(boolean json, Language language, Sample... samples) {
        return printed(ALIAS, json, language, samples);
    }

    private static String printed(Callee callee, boolean json, Language language, Sample... samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, new Paint(false), json, language);
        TrafficLines lines = new TrafficLines(console, callee, 4);
        List.of(samples).forEach(lines::print);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"EN, weight 10%, failed 10", "VI, trọng số 10%, lỗi 10"})
    void each_version_has_a_bar_and_a_percentage(Language language, String weight, String errors) {
        String told = printed(false, language, SPLIT);

        assertThat(told)
                .contains("█".repeat(27) + "··· ")
                .contains("90%")
                .contains(weight)
                .contains(errors)
                .contains("d-ABCDEFGHI")
                .contains("ALARM_ACTIVE")
                .contains("d-JKLMNOPQR");
    }

    @ParameterizedTest
    @CsvSource({"EN, lost 1", "VI, mất 1"})
    void a_fleet_is_drawn_by_what_its_pages_say(Language language, String lost) {
        assertThat(printed(FLEET, false, language, ROLLING))
                .contains("cicd-site/")
                .contains("version 2 ███")
                .contains("49%")
                .contains(lost)
                .contains("HalfAtATime")
                .doesNotContain("weight")
                .doesNotContain("trọng số");
    }

    @Test
    void programs_learn_which_load_balancer_was_asked() throws IOException {
        JsonNode line = new ObjectMapper().readTree(printed(FLEET, true, Language.EN, ROLLING));

        assertThat(line.path("balancer").asText()).isEqualTo("cicd-site");
        assertThat(line.path("path").asText()).isEqualTo("/");
        assertThat(line.has("alias")).isFalse();
        assertThat(line.path("versions").path(2).path("answers").asInt()).isEqualTo(49);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void it_fits_into_eighty_columns(Language language) {
        assertThat(printed(FLEET, false, language, ROLLING, NOTHING).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(printed(false, language, SPLIT, NOTHING).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void programs_get_a_line_for_each_sample() throws IOException {
        List<String> lines = printed(true, Language.EN, SPLIT, NOTHING).lines().toList();

        assertThat(lines).hasSize(2);
        JsonNode split = new ObjectMapper().readTree(lines.get(0));
        assertThat(split.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(split.path("versions").path(1).path("version").asText()).isEqualTo("10");
        assertThat(split.path("versions").path(1).path("answers").asInt()).isEqualTo(10);
        assertThat(split.path("versions").path(1).path("weight").asDouble()).isEqualTo(0.1);
        assertThat(split.path("deployment").path("error").asText()).isEqualTo("ALARM_ACTIVE");
        assertThat(new ObjectMapper().readTree(lines.get(1)).has("deployment")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--rate=0", "--rate=51", "--rate=x", "--for=0s", "--for=soon", "--for=9999d", "--payload={"})
    void wrong_words_are_refused_before_anything_is_called(String word, @TempDir Path home) {
        CommandRun run = CommandRun.lab(home, "watch", "traffic", "cicd", word);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(home.resolve(".lab/cloud")).doesNotExist();
    }

    @Test
    void a_function_and_a_fleet_are_not_watched_at_once(@TempDir Path home) {
        CommandRun run = CommandRun.lab(home, "watch", "traffic", "cicd", "--fleet", "--alias=live");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Leave out one or the other");
    }

    @Test
    void what_is_not_started_is_not_watched(@TempDir Path home) {
        assertThat(CommandRun.lab(home, "watch", "traffic", "cicd").exitCode()).isEqualTo(2);
        assertThat(CommandRun.lab(home, "watch").exitCode()).isEqualTo(2);
        assertThat(CommandRun.lab(home, "watch", "traffic", "--help").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
