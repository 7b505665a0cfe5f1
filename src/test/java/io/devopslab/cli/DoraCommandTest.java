package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.text.Wrapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab dora}, also on a history that a daemon's pipelines made while its clock was turned. */
class DoraCommandTest {

    @TempDir
    Path home;

    private CommandRun lab(String... arguments) {
        return CommandRun.lab(home, arguments);
    }

    @Test
    void without_a_cloud_or_a_sensible_time_it_says_what_to_do() {
        assertThat(lab("dora")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("No cloud runs", "lab start");
        });
        assertThat(lab("dora", "--since", "soon")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("--since", "'soon'", "36h");
        });
        assertThat(lab("dora", "--since", "1d", "--until", "2d", "--lang", "vi"))
                .satisfies(run -> {
                    assertThat(run.exitCode()).isEqualTo(2);
                    assertThat(run.err()).contains("--until");
                });
        assertThat(lab("dora", "cicd")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("cicd");
        });
    }

    @Test
    void a_history_is_told_in_both_languages_as_a_document_and_as_a_picture() throws Exception {
        try (TestDaemon daemon = TestDaemon.serve(home, Optional.empty())) {
            assertThat(daemon).isNotNull();
            assertThat(lab("dora").err()).contains("No lab runs that has a pipeline");
            assertThat(lab("dora", "--pipeline", "none").err()).contains("There is no pipeline none");
            assertThat(lab("start", "dora"))
                    .satisfies(run -> assertThat(run.exitCode()).isZero());

            assertThat(lab("dora", "--since", "30d", "-v")).satisfies(run -> {
                assertThat(run.exitCode()).isZero();
                assertThat(run.out())
                        .contains("33.3 %", "50.0 %", "6 h 0 min", "2 of 6 changes failed")
                        .contains("rework: reverts what failed in", "rollback to", "rank nobody");
                assertThat(run.out().lines())
                        .allSatisfy(line -> assertThat(Wrapping.visible(line)).isLessThanOrEqualTo(80));
            });
            assertThat(lab("dora", "dora", "--since", "2d", "--lang", "vi")).satisfies(run -> {
                assertThat(run.out()).contains("không có dữ liệu").doesNotContain("NaN", "0.0 %");
                assertThat(run.out().lines())
                        .allSatisfy(line -> assertThat(Wrapping.visible(line)).isLessThanOrEqualTo(80));
            });
            assertThat(lab("dora", "--since", "30d", "--json")).satisfies(run -> {
                assertThat(run.json().path("schemaVersion").asInt()).isEqualTo(1);
                assertThat(run.json().path("changeFailRate").path("executions")).hasSize(2);
                assertThat(run.json().path("deployments")).hasSize(7);
            });
            assertThat(lab("dora", "--since", "30d", "--svg", "picture.svg"))
                    .satisfies(run -> assertThat(run.out()).contains("picture.svg"));
            String picture = Files.readString(home.resolve("picture.svg"));
            assertThat(picture).doesNotContain("<script", "href").contains("33.3 %", "dora.dev");
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(home.resolve("picture.svg").toFile())
                            .getElementsByTagName("circle")
                            .getLength())
                    .isEqualTo(7);
            assertThat(lab("dora", "--svg", "no/such/place.svg")).satisfies(run -> {
                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err()).contains("place.svg");
            });
            assertThat(lab("stop", "dora").exitCode()).isZero();
        }
    }
}
