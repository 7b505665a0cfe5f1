package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

    @TempDir
    private Path home;

    private CommandRun lab(String... arguments) {
        return CommandRun.lab(home, arguments);
    }

    @Test
    void nothing_typed_is_a_usage_error_that_says_how_to_begin() {
        CommandRun run = lab();

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("lab start cicd");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "show",
                "guide",
                "start",
                "check",
                "watch",
                "hint",
                "solve",
                "reset",
                "stop",
                "status",
                "progress",
                "sweep",
                "doctor",
                "env",
                "aws",
                "cloud",
                "completion"
            })
    void every_verb_has_a_help_that_fits_into_eighty_columns(String verb) {
        CommandRun run = lab(verb, "--help");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void a_lab_that_is_not_there_cannot_be_watched() {
        assertThat(lab("check", "cidc", "--watch").err()).contains("cicd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1h", "soon", "", "9999999d"})
    void a_time_to_live_that_is_none_is_refused_before_anything_is_started(String ttl) {
        CommandRun run = lab("start", "cicd", "--ttl=" + ttl);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(home.resolve(".lab/cloud")).doesNotExist();
    }

    @Test
    void a_lab_that_is_not_started_is_told_so_without_a_cloud() {
        assertThat(lab("stop", "cicd")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(0);
            assertThat(run.out()).contains("not started");
        });
        assertThat(lab("stop", "cicd", "--json").json().path("wasRunning").asBoolean(true))
                .isFalse();
        assertThat(lab("check", "cicd")).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(lab("stop", "cidc").err()).contains("cicd");
        assertThat(lab("status", "cicd").out()).contains("never started");
    }

    @Test
    void where_no_cloud_ever_was_nothing_is_left() {
        assertThat(lab("sweep")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(0);
            assertThat(run.out()).contains("Nothing is left");
        });
        assertThat(lab("sweep", "--execute", "--json").json().path("leftovers")).isEmpty();
        assertThat(lab("sweep", "--lang", "vi").out()).contains("sót lại");
    }

    @Test
    void what_was_achieved_is_told_in_both_languages_and_for_programs() throws Exception {
        Path diary = Files.createDirectories(home.resolve(".lab/progress")).resolve("cicd.jsonl");
        Files.writeString(
                diary,
                "{\"v\":1,\"at\":\"2020-01-02T03:04:05.5Z\",\"event\":\"hint\","
                        + "\"data\":{\"task\":\"green-build\",\"number\":2}}\n"
                        + "{\"v\":1,\"at\":\"2020-01-02T03:04:05.5Z\",\"event\":\"passed\","
                        + "\"data\":{\"task\":\"green-build\",\"solved\":true}}\n");

        CommandRun run = lab("progress", "cicd");
        assertThat(run.out()).contains("1 of ").contains("hints: 2 of 2").contains("by `lab solve`");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(lab("progress", "--lang", "vi").out()).contains("gợi ý: 2 trên 2");
        JsonNode task = lab("progress", "--json")
                .json()
                .path("labs")
                .path(0)
                .path("tasks")
                .path(0);
        assertThat(task.path("at").asText()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(task.path("hintsTaken").asInt()).isEqualTo(2);
        assertThat(lab("progress", "cidc")).extracting(CommandRun::exitCode).isEqualTo(2);
    }

    @Test
    void a_mistyped_verb_is_answered_with_the_nearest_one() {
        CommandRun run = lab("strat", "cicd");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("'strat'").contains("Did you mean `lab start`?");
    }

    @ParameterizedTest
    @CsvSource({
        "logs, `lab cloud logs`",
        "log, `lab cloud logs`",
        "advance 1h, `lab cloud advance`",
        "traffic cicd, `lab watch traffic`",
        "cloud check, `lab check`",
        "cloud lgos, `lab cloud logs`",
        "check cicd --tsk=green-build, `--task`",
        "list -json, `--json`",
        "list --colour, `--no-color`"
    })
    void what_was_typed_in_the_wrong_place_or_with_a_slip_is_answered_with_what_was_meant(String line, String meant) {
        CommandRun run = lab(line.split(" "));
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err().replaceAll("\\s+", " ")).contains("Did you mean " + meant + "?");

        CommandRun other = lab((line + " --lang vi").split(" "));
        assertThat(other.err().replaceAll("\\s+", " ")).contains("Có phải bạn muốn " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "rehearse!", "kubernetes", "cloud kubernetes", "list --kubernetes"})
    void what_is_like_nothing_that_people_type_is_answered_with_the_help(String line) {
        CommandRun run = lab(line.split(" "));

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err().replaceAll("\\s+", " "))
                .contains("--help` shows what there is.")
                .doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({
        "check, LAB, `lab list`",
        "hint cicd, TASK, `lab show LAB`",
        "check cicd --task, --task, needs a value",
        "validate cicd --jobs many, 'many', takes a number",
        "validate cicd --kills few, 'few', 'none, some, every'",
        "list --json=maybe, --json, takes no value",
        "cloud start --idle soon, 'soon', 10m",
        "cloud start --idle 0h, 0h, for example 8h",
        "list --lang fr, 'fr', --lang en or --lang vi",
        "cloud, start, lab cloud --help",
        "watch, traffic, lab watch traffic cicd"
    })
    void what_is_missing_or_wrong_is_named_with_what_to_type(String line, String named, String cure) {
        CommandRun run = lab(line.split(" "));

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err().replaceAll("\\s+", " ")).contains(named, cure);
        assertThat(run.err()).doesNotContain("Exception");
    }

    @Test
    void a_command_line_that_cannot_be_read_is_answered_in_the_language_of_the_reader() {
        Map<String, String> vietnamese = Map.of("LANG", "vi_VN.UTF-8");

        assertThat(CommandRun.lab(home, vietnamese).err()).contains("Còn thiếu");
        assertThat(CommandRun.lab(home, vietnamese, "strat").err()).contains("Có phải bạn muốn");
        assertThat(CommandRun.lab(home, vietnamese, "strat", "--lang", "en").err())
                .contains("Did you mean");
        assertThat(lab("strat", "--lang=vi", "--json")
                        .json()
                        .path("error")
                        .path("message")
                        .asText())
                .contains("Có phải bạn muốn");
    }

    @Test
    void a_task_without_its_option_is_answered_with_the_option() {
        for (String verb : new String[] {"check", "solve", "guide"}) {
            CommandRun run = lab(verb, "cicd", "green-build");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().replaceAll("\\s+", " ")).contains("--task green-build");
        }
    }

    /** In both languages, and before a cloud is started only to say so. */
    @ParameterizedTest
    @ValueSource(
            strings = {"check cicd --task gren", "solve cicd --task gren", "guide cicd --task gren", "hint cicd gren"})
    void a_wrong_task_is_answered_with_the_nearest_name(String line) {
        CommandRun run = lab(line.split(" "));
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err().replaceAll("\\s+", " ")).contains("'gren'", "Did you mean: green-build, blue-green?");

        CommandRun other = lab((line + " --lang vi").split(" "));
        assertThat(other).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(other.err().replaceAll("\\s+", " "))
                .contains("'gren'", "Có phải bạn muốn: green-build, blue-green?");
        assertThat(home.resolve(".lab/cloud")).doesNotExist();
    }

    @Test
    void a_task_that_is_like_none_is_answered_with_all_of_them() {
        assertThat(lab("check", "cicd", "--task", "kubernetes").err().replaceAll("\\s+", " "))
                .contains("'kubernetes'", "green-build, deployed, trunk-based");
    }

    @Test
    void a_wrong_lab_is_answered_with_the_nearest_name() {
        CommandRun run = lab("show", "cidc");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("cidc").contains("cicd");
    }

    @Test
    void a_failure_is_one_json_document_too() {
        CommandRun run = lab("show", "cidc", "--json");

        assertThat(run.json().path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(run.json().path("error").path("exitCode").asInt()).isEqualTo(2);
    }

    @Test
    void a_usage_error_is_one_json_document_too() {
        CommandRun run = lab("list", "--json", "--no-such-option");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.json().path("error").path("exitCode").asInt()).isEqualTo(2);
    }

    @Test
    void labs_are_listed_for_programs_and_people() {
        JsonNode labs = lab("list", "--json").json().path("labs");

        assertThat(labs.findValuesAsText("id")).contains("cicd");
        assertThat(lab("list").out()).contains("cicd").contains("CI/CD pipeline");
    }

    @Test
    void the_language_comes_from_the_locale_or_the_option() {
        assertThat(CommandRun.lab(home, Map.of("LANG", "vi_VN.UTF-8"), "list").out())
                .contains("Đường ống CI/CD");
        assertThat(lab("list", "--lang", "vi").out()).contains("Đường ống CI/CD");
        assertThat(lab("list", "--lang", "fr").exitCode()).isEqualTo(2);
    }

    @Test
    void the_guide_of_a_task_is_shown_alone() {
        CommandRun run = lab("guide", "cicd", "--task", "deployed");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.out()).contains("deployed").doesNotContain("Task: green-build");
    }

    @Test
    void the_guide_is_a_page_too() {
        CommandRun run = lab("guide", "cicd", "--lang", "vi", "--html", "guide.html", "--json");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(home.resolve("guide.html"))
                .content()
                .contains("<html lang=\"vi\">")
                .contains("Bản build xanh");
    }

    @Test
    void without_a_browser_the_page_is_named() {
        CommandRun run = lab("guide", "cicd", "--open");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.out()).contains(home.resolve("labs/cicd.en.html").toString());
        assertThat(home.resolve("labs/cicd.en.html")).isNotEmptyFile();
    }

    @Test
    void a_page_that_cannot_be_written_is_a_usage_error() {
        assertThat(lab("guide", "cicd", "--html", "/dev/null/x.html").exitCode())
                .isEqualTo(2);
    }

    @Test
    void the_help_is_given_to_who_asks_in_other_words() {
        assertThat(lab("help").out()).isEqualTo(lab("--help").out()).contains("start");
        assertThat(lab("help", "cloud", "logs").out())
                .isEqualTo(lab("cloud", "logs", "--help").out())
                .contains("--lines");
    }

    @Test
    void the_list_says_how_to_go_on_in_both_languages() {
        assertThat(lab("list").out()).contains("lab show cicd", "lab start cicd");
        assertThat(lab("list", "--lang", "vi").out()).contains("Bắt đầu: `lab start cicd`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "-2147483648"})
    void no_lines_of_the_log_cannot_be_shown(String lines) {
        CommandRun run = lab("cloud", "logs", "--lines=" + lines);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("--lines", lines);
    }

    @Test
    void the_environment_of_no_cloud_is_inconclusive() {
        CommandRun run = lab("env");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("lab start cicd");
    }

    @Test
    void without_a_home_the_cure_is_told() {
        CommandRun run = CommandRun.lab(home, Map.of("HOME", ""), "status");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("LAB_HOME");
    }

    @Test
    void a_half_written_state_file_counts_as_no_daemon() throws Exception {
        Files.createDirectories(home.resolve(".lab/cloud"));
        Files.writeString(home.resolve(".lab/cloud/daemon.json"), "{\"instance\": \"ab");

        assertThat(lab("cloud", "status", "--json").json().path("running").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-5m", "", "99999999999999999999h"})
    void a_bad_duration_is_refused_with_an_example(String duration) {
        CommandRun run = lab("cloud", "advance", "--", duration);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("PT1H30M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=99999", "--account=12", "--region=Hanoi", "--speed=0", "--speed=NaN", "--auth=no"})
    void bad_options_of_the_cloud_are_refused(String option) {
        CommandRun run = lab("cloud", "start", option);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains(option.substring(option.indexOf('=') + 1));
    }

    @Test
    void the_completion_script_knows_the_verbs() {
        assertThat(lab("completion").out()).contains("start").contains("doctor");
    }

    /** A lab that was started on this day, as its ledger tells it. */
    private void started(String at) throws Exception {
        Path session = Files.createDirectories(home.resolve(".lab/sessions/embedded/cicd"));
        Files.writeString(
                session.resolve("ledger.jsonl"),
                "{\"at\":\"" + at + "\",\"event\":\"started\",\"data\":{\"session\":\"0a1b2c3d\",\"lab\":\"cicd\","
                        + "\"target\":\"embedded\",\"account\":\"123456789012\",\"region\":\"eu-west-1\","
                        + "\"workspace\":\"/home/you/labs/cicd\",\"expires\":\"2020-01-02T07:04:05.123456789Z\"}}\n");
    }

    @Test
    void the_status_of_a_lab_is_short_and_local_in_both_languages() throws Exception {
        started("2020-01-02T03:04:05.551300573Z");

        assertThat(lab("status").out())
                .contains(" Jan 2020 ")
                .contains("running for ")
                .doesNotContain("551300573")
                .doesNotContain("123456789Z");
        assertThat(lab("status", "--lang", "vi").out()).contains("/01/2020").contains("đã chạy ");
        assertThat(lab("status").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void the_status_for_programs_has_instants_to_the_second() throws Exception {
        started("2020-01-02T03:04:05.551300573Z");

        JsonNode session = lab("status", "--json").json().path("sessions").path(0);
        assertThat(session.path("cost").path("usd").asInt(-1)).isZero();
        assertThat(session.path("cost").path("awsEstimateUsd").asDouble()).isPositive();
        assertThat(session.path("started").asText()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(session.path("expires").asText()).isEqualTo("2020-01-02T07:04:05Z");
    }

    private void happened(String... events) throws Exception {
        Files.writeString(
                home.resolve(".lab/sessions/embedded/cicd/ledger.jsonl"),
                String.join("\n", events) + "\n",
                StandardOpenOption.APPEND);
    }

    private String cloned(String name) {
        return "{\"at\":\"2020-01-02T03:04:06Z\",\"event\":\"clone\",\"data\":{\"directory\":\"" + name
                + "\",\"path\":\"" + home.resolve(name) + "\"}}";
    }

    @Test
    void clones_are_told_in_the_order_in_which_they_are_worked_in() throws Exception {
        started("2020-01-02T03:04:05Z");
        happened(cloned("shop"), cloned("site"), cloned("books"), cloned("app"));

        assertThat(lab("status").out().lines().filter(line -> line.contains("  clone  ")))
                .extracting(line -> Path.of(line.strip()).getFileName().toString())
                .containsExactly("shop", "site", "books", "app");
    }

    @Test
    void of_a_stopped_lab_only_what_is_still_there_is_named() throws Exception {
        started("2020-01-02T03:04:05Z");
        Files.createDirectories(home.resolve("shop"));
        happened(cloned("shop"), cloned("site"), "{\"at\":\"2020-01-02T03:05:00Z\",\"event\":\"stopped\",\"data\":{}}");

        assertThat(lab("status", "cicd").out())
                .contains("stopped", home.resolve("shop").toString())
                .doesNotContain(home.resolve("site").toString(), "/home/you/labs/cicd");
    }
}
