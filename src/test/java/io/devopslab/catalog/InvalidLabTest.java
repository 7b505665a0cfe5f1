package io.devopslab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devopslab.text.Exit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidLabTest {

    @TempDir
    Path labs;

    /** A text of the good manifest, what stands in its place, the path and a part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "duration: 10m | duration: soon | duration | 90s, 10m, 1h30m",
                "duration: 10m | duration: 60 | duration | a text is expected",
                "ttl: 1h30m | tll: 1h30m | tll | did you mean 'ttl'?",
                "ttl: 1h30m | tll: 1h30m | ~~ | 'ttl' is missing",
                "id: tiny | id: tinny | id | 'tiny'",
                "title: {en: \"Tiny lab\", vi: | title: {en: \"Tiny lab\", fr: | title | 'vi' is missing",
                "services: [codecommit, | services: [codecomit, | services[0] | did you mean 'codecommit'?",
                "template: template.json | template: ../tiny/../../x | stacks[0].template | leads out of the lab",
                "template: template.json | template: template.jsn | stacks[0].template | does not exist",
                "push: app, | push: nowhere, | seed[0].git.push | does not exist",
                "push: app, | push: lab.yaml, | seed[0].git.push | not of the right kind",
                "RepositoryName}\", push: app | RepoName}\", push: app | seed[0].git.repository | RepositoryName",
                "git: {repository: \"${stack.tiny.RepositoryName}\", push: app, message: \"Begin\"} | "
                        + "library: {name: pakt, bucket: b, key: k} | seed[0].library.name | did you mean 'pact'?",
                "needs: [greeting] | needs: [greting] | tasks[1].needs[0] | did you mean 'greeting'?",
                "needs: [greeting] | needs: [ready] | tasks[1].needs | needs itself",
                "id: ready | id: greeting | tasks[1].id | names are unique",
                "ssm:GetParameter | ssm:GetParametr | tasks[1].checks[0].call | did you mean 'GetParameter'?",
                "with: {Name: | with: {name: | tasks[1].checks[0].with.name | did you mean 'Name'?",
                "Parameter.Value == 'ready' | Parameter.Value == = 'ready' | tasks[1].checks[0].expect | JMESPath",
                "fails: parameter-ready | fails: parameter-red | tasks[1].mutants[0].fails | 'parameter-ready'",
                "check: greeting-pushed, | check: pushed, | tasks[0].solution[1].await.check | is not a check",
                "Tham số nói {actual}. | Tham số. | tasks[1].checks[0].message.vi | other words in braces",
                "      - await: {check: | "
                        + "      - await: {chek: | tasks[0].solution[1].await | exactly one of: check, checks",
                "call: ssm:GetParameter | file: {path: ../x} | tasks[1].checks[0].file.path | out of the workspace"
            })
    void a_mistake_is_named_with_its_place(String good, String bad, String path, String message) {
        List<Problem> problems = problems(manifest -> manifest.replaceFirst(
                java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad)));
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    /** What is added to the step that solves the task {@code ready}, the path and a part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '~',
            value = {
                "until: \"Version == `2`\" | tasks[1].solution[0] | exactly one of: within, repeat",
                "until: \"Version\", within: 1m, repeat: 3 | tasks[1].solution[0] | exactly one of: within, repeat",
                "repeat: 1 | tasks[1].solution[0].repeat | minimum value of 2",
                "repeat: 1001 | tasks[1].solution[0].repeat | maximum value of 1000",
                "repeat: often | tasks[1].solution[0].repeat | a number is expected",
                "until: \"Version == '${saved.numer}'\", within: 1m | tasks[1].solution[0].until | is not known here"
            })
    void a_step_that_is_done_again_says_how_often(String added, String path, String message) {
        List<Problem> problems = problems(manifest -> manifest.replaceFirst(
                "(Value: ready, Type: String, Overwrite: true})",
                "$1\n        "
                        + java.util.regex.Matcher.quoteReplacement(added.replace(", within", "\n        within")
                                .replace(", repeat", "\n        repeat"))));
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void only_calls_and_requests_are_repeated() {
        List<Problem> problems = problems(manifest -> manifest.replace(
                "push: solution/greeting, message: \"Greet\"}",
                "push: solution/greeting, message: \"Greet\"}\n        repeat: 3"));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("tasks[0].solution[0]");
            assertThat(problem.message()).contains("exactly one of: call, http");
        });
    }

    @Test
    void what_tells_that_something_is_still_under_way_is_an_expression() {
        List<Problem> problems = problems(manifest -> manifest.replace(
                "expect: \"Parameter.Value == 'ready'\"",
                "expect: \"Parameter.Value == 'ready'\"\n        pending: \"[?\""));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("tasks[1].checks[0].pending");
            assertThat(problem.message()).contains("JMESPath");
        });
    }

    @Test
    void a_mistake_has_file_line_and_column() {
        List<Problem> problems = problems(manifest -> manifest.replace("needs: [greeting]", "needs: [greting]"));
        assertThat(problems)
                .singleElement()
                .hasToString(labs.resolve("tiny/lab.yaml") + ":46:13: tasks[1].needs[0]: 'greting' is not a task;"
                        + " did you mean 'greeting'?");
    }

    @Test
    void all_mistakes_are_reported_together() {
        List<Problem> problems = problems(manifest -> manifest.replace("duration: 10m", "duration: soon")
                .replace("needs: [greeting]", "needs: [greting]")
                .replace("ssm:GetParameter", "smm:GetParameter"));
        assertThat(problems)
                .extracting(Problem::path)
                .contains("duration", "tasks[1].needs[0]", "tasks[1].checks[0].call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "just a text",
                "[]",
                "42",
                "a: {b: [c",
                "a: b: c",
                "\t- tab",
                "--- a\n--- b",
                "schemaVersion: 1\nschemaVersion: 1",
                "? {a: b}\n: c",
                "a: !!javax.script.ScriptEngineManager [x]",
                "a: !foo bar",
                "a: &a [*a]",
                "tasks: {a: 1}",
                "tasks: [1, two, null, [], {checks: 4, solution: x, hints: {}, mutants: [1]}]",
                "seed: [{call: 7, with: 3}, {call: 's3:PutObject', with: [1]}]",
                "stacks: [{name: 3, template: [x]}]",
                "workspace: 5\nteardown: [1]\ncost: {aws: []}\nguide: 7"
            })
    void a_text_that_is_no_manifest_is_refused(String text) throws Exception {
        assertThat(problemsOf(text.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void an_alias_bomb_does_not_go_off() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThat(problemsOf(bomb.toString().getBytes(StandardCharsets.UTF_8))).hasSize(1);
        String narrow = "a0: &a0 [x, x]\n" + bombOfTwos();
        assertThat(problemsOf(narrow.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    private static String bombOfTwos() {
        StringBuilder bomb = new StringBuilder();
        for (int i = 1; i < 30; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append("]\n");
        }
        return bomb.toString();
    }

    @Test
    void deep_nesting_is_refused() throws Exception {
        assertThat(problemsOf("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .hasSize(1);
    }

    @Test
    void a_huge_file_is_refused_before_it_is_read() throws Exception {
        assertThat(problemsOf(new byte[10 * 1024 * 1024]))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("10485760 bytes"));
    }

    @Test
    void a_binary_file_is_refused() throws Exception {
        assertThat(problemsOf(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("UTF-8"));
        assertThat(problemsOf(new byte[] {0, 1, 2, 3})).isNotEmpty();
    }

    @Test
    void a_link_out_of_the_lab_is_refused() throws Exception {
        Path lab = Labs.copy(labs);
        Files.delete(lab.resolve("template.json"));
        Files.createSymbolicLink(lab.resolve("template.json"), Files.createTempFile(labs, "other", ".json"));
        var thrown = catchThrowableOfType(
                InvalidLabException.class, () -> Catalog.open(labs).lab("tiny"));
        assertThat(thrown.problems()).extracting(Problem::path).contains("stacks[0].template");
    }

    @Test
    void words_of_yaml_1_1_are_words() throws Exception {
        assertThat(problemsOf("id: no\ntitle: {en: yes, vi: on}".getBytes(StandardCharsets.UTF_8)))
                .extracting(Problem::path)
                .doesNotContain("title.en", "title.vi");
    }

    private List<Problem> problems(UnaryOperator<String> change) {
        var thrown = catchThrowableOfType(InvalidLabException.class, () -> Labs.changed(labs, change));
        assertThat(thrown.exit()).isEqualTo(Exit.INVALID_LAB);
        assertThat(thrown.getMessage()).contains("lab.yaml:");
        return thrown.problems();
    }

    private List<Problem> problemsOf(byte[] manifest) throws Exception {
        Path lab = Files.createDirectories(labs.resolve("broken"));
        Files.write(lab.resolve("lab.yaml"), manifest);
        var thrown = catchThrowableOfType(
                InvalidLabException.class, () -> Catalog.open(labs).lab("broken"));
        assertThat(thrown.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
        return thrown.problems();
    }
}
