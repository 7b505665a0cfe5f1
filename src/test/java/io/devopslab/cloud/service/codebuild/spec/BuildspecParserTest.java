package io.devopslab.cloud.service.codebuild.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.service.codebuild.spec.Buildspec.OnFailure;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.PhaseName;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildspecParserTest {

    private static final String WHOLE = """
            version: 0.2
            run-as: somebody
            env:
              shell: bash
              variables: {A: "1", ON: yes, OCTAL: 010, EMPTY: }
              parameter-store: {SECRET: /app/secret}
              exported-variables: [A, B]
            phases:
              install:
                runtime-versions: {java: corretto17}
                commands: [echo install]
                finally: [echo done]
              build:
                on-failure: RETRY-2-exit status 7
                commands:
                  - |
                    echo one
                    echo two
                  - true
              post_build:
            reports:
              unit:
                files: ['**/*.xml']
                base-directory: target
            artifacts:
              files: [a.txt, 'b/**/*']
              exclude-paths: ['b/no/**/*']
              base-directory: out
              discard-paths: yes
              name: app-$(date)
              secondary-artifacts:
                docs: {files: ['*.md']}
            cache: {paths: ['/root/.m2/**/*']}
            """;

    @Test
    void every_block_is_read() {
        Buildspec spec = BuildspecParser.parse(WHOLE);
        assertThat(spec.environment().shell()).isEqualTo("bash");
        assertThat(spec.environment().variables())
                .isEqualTo(Map.of("A", "1", "ON", "yes", "OCTAL", "010", "EMPTY", ""));
        assertThat(spec.environment().parameters()).isEqualTo(Map.of("SECRET", "/app/secret"));
        assertThat(spec.environment().exported()).containsExactly("A", "B");
        assertThat(spec.phases().keySet()).containsExactly(PhaseName.INSTALL, PhaseName.BUILD, PhaseName.POST_BUILD);
        assertThat(spec.phase(PhaseName.INSTALL).lastly()).containsExactly("echo done");
        assertThat(spec.phase(PhaseName.BUILD).commands()).containsExactly("echo one\necho two\n", "true");
        assertThat(spec.phase(PhaseName.BUILD).onFailure())
                .isEqualTo(new OnFailure(OnFailure.Action.RETRY, 2, "exit status 7"));
        assertThat(spec.phase(PhaseName.PRE_BUILD).commands()).isEmpty();
        assertThat(spec.reports().get(0).format()).isEqualTo("JUNITXML");
        Buildspec.Artifacts artifacts = spec.artifacts().orElseThrow();
        assertThat(artifacts.files().include()).containsExactly("a.txt", "b/**/*");
        assertThat(artifacts.files().exclude()).containsExactly("b/no/**/*");
        assertThat(artifacts.files().discardPaths()).isTrue();
        assertThat(artifacts.name()).hasValue("app-$(date)");
        assertThat(artifacts.secondary()).containsOnlyKeys("docs");
        assertThat(spec.cache().paths()).containsExactly("/root/.m2/**/*");
        assertThat(spec.unsupported())
                .anyMatch(line -> line.contains("run-as"))
                .anyMatch(line -> line.contains("java"));
    }

    @Test
    void anchors_and_merges_work() {
        Buildspec spec = BuildspecParser.parse("""
                version: 0.2
                env:
                  variables: &all {A: "1", B: "2"}
                  parameter-store:
                    <<: *all
                    B: "3"
                phases: {build: {commands: []}}
                """);
        assertThat(spec.environment().parameters()).isEqualTo(Map.of("A", "1", "B", "3"));
    }

    @Test
    void version_0_1_has_its_own_names() {
        Buildspec spec = BuildspecParser.parse("""
                version: 0.1
                environment_variables: {plaintext: {A: b}}
                phases: {build: {commands: [pwd]}}
                """);
        assertThat(spec.sharesShell()).isFalse();
        assertThat(spec.environment().variables()).isEqualTo(Map.of("A", "b"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("phases: {build: {commands: [a]}}", "'version' is missing"),
                Arguments.of("version: 0.3\nphases: {}", "unsupported buildspec version 0.3"),
                Arguments.of("version: 0.2", "'phases' is missing"),
                Arguments.of(
                        "version: 0.2\nphases: {test: {commands: [a]}}",
                        "Invalid buildspec phase name: test. Expecting: build,install,post_build,pre_build"),
                Arguments.of(
                        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b",
                        "Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key"
                                + " tag on line 4 might be empty"),
                Arguments.of(
                        "version: 0.2\nphases:\n  build:\n    commands:\n      -",
                        "Expected Commands[0] to be of string type: found nothing instead at line 5"),
                Arguments.of(
                        "version: 0.2\nphases:\n  build:\n    commands: echo a",
                        "Expected Commands to be of sequence type at line 4"),
                Arguments.of(
                        "version: 0.2\nphases:\n  a: b: c", "mapping values are not allowed in this context at line 3"),
                Arguments.of("version: 0.2\nversion: 0.2\nphases: {}", "key \"version\" already set in map at line 2"),
                Arguments.of("version: 0.2\nenv: {shell: fish}\nphases: {}", "invalid shell: fish"),
                Arguments.of(
                        "version: 0.2\nenv: {variables: {'a b': c}}\nphases: {}", "invalid environment variable name"),
                Arguments.of("version: 0.2\nphases: {build: {on-failure: MAYBE}}", "invalid on-failure value: MAYBE"),
                Arguments.of("version: 0.2\nphases: {build: {on-failure: 'RETRY-('}}", "invalid on-failure value"),
                Arguments.of("- a\n- b", "not a mapping"),
                Arguments.of("", "empty"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_named(String text, String message) {
        assertThatThrownBy(() -> BuildspecParser.parse(text))
                .isInstanceOf(BuildspecException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "version: 0.2\nphases: *missing",
                "version: 0.2\n? [a]\n: b",
                "version: 0.2\nphases: {build: {commands: [!!java.net.URL [a]]}}",
                "version: 0.2\nphases: {build: [a]}",
                "version: {a: b}\nphases: {}",
                "version: 0.2\nphases: {}\nartifacts: [a]",
                "version: 0.2\nphases: {}\nartifacts: {files: {a: b}}",
                "version: 0.2\nphases: {}\nartifacts: {secondary-artifacts: {'../x': {files: [a]}}}",
                "version: 0.2\nphases: {}\nreports: text",
                "version: 0.2\nphases: {}\ncache: {action: both, paths: [a]}",
                "version: 0.2\nphases: {}\ncache: {key: [a], paths: [a]}",
                "version: 0.2\nphases: {}\ncache: {key: k, fallback-keys: [a, b, c, d, e, f], paths: [a]}",
                "version: 0.2\nphases: {}\ncache: {paths: [[a]]}",
                "version: 0.2\nenv: []\nphases: {}",
                "{{{{",
                "version: 0.2\n\tphases: {}"
            })
    void nonsense_is_refused(String text) {
        assertThatThrownBy(() -> BuildspecParser.parse(text)).isInstanceOf(BuildspecException.class);
    }

    @Test
    void a_bomb_of_aliases_is_refused() {
        StringBuilder bomb = new StringBuilder("version: 0.2\nphases: {}\na0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a");
            bomb.append(i - 1).append("]\n");
        }
        // Nobody walks the bomb where it lies; where it is looked at, the walk ends.
        assertThat(BuildspecParser.parse(bomb.toString()).phases()).isEmpty();
        String used = bomb + "cache: {paths: *a39}\n";
        assertThatThrownBy(() -> BuildspecParser.parse(used)).isInstanceOf(BuildspecException.class);
    }

    @Test
    void a_bomb_of_merges_is_refused() {
        StringBuilder bomb = new StringBuilder("version: 0.2\nm0: &m0 {a: b}\n");
        for (int i = 1; i < 45; i++) {
            bomb.append("m" + i + ": &m" + i + " {<<: [*m" + (i - 1) + ", *m" + (i - 1) + "]}\n");
        }
        bomb.append("env: {variables: *m44}\nphases: {}\n");
        assertThatThrownBy(() -> BuildspecParser.parse(bomb.toString())).isInstanceOf(BuildspecException.class);
    }

    @Test
    void deep_and_huge_documents_are_refused() {
        assertThatThrownBy(() -> BuildspecParser.parse("version: 0.2\nphases: " + "[".repeat(100_000)))
                .isInstanceOf(BuildspecException.class);
        assertThatThrownBy(() -> BuildspecParser.parse("version: 0.2\nphases: {}\n#" + "x".repeat(2_000_000)))
                .isInstanceOf(BuildspecException.class);
    }
}
