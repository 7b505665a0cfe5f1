package io.devopslab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> LABS = List.of("cicd", "testing", "canary", "drift");

    @Test
    void a_slip_of_the_finger_is_understood() {
        assertThat(Nearest.to("cidc", LABS)).contains("cicd");
        assertThat(Nearest.to("tesing", LABS)).contains("testing");
        assertThat(Nearest.to("CICD", LABS)).contains("cicd");
    }

    @Test
    void a_beginning_is_enough() {
        assertThat(Nearest.to("can", LABS)).contains("canary");
    }

    @Test
    void the_way_words_are_joined_does_not_matter() {
        assertThat(Nearest.to("get-pipeline-state", List.of("GetPipeline", "GetPipelineState")))
                .contains("GetPipelineState");
    }

    @Test
    void a_word_of_a_name_is_enough() {
        List<String> tasks = List.of("green-build", "quality-gate", "pipeline-as-code", "deployed");

        assertThat(Nearest.to("gren", tasks)).contains("green-build");
        assertThat(Nearest.to("gate", tasks)).contains("quality-gate");
        assertThat(Nearest.to("qualiti", tasks)).contains("quality-gate");
        assertThat(Nearest.all("code", tasks, 3)).containsExactly("pipeline-as-code");
        assertThat(Nearest.all("gren", List.of("blue-green", "green-build"), 3))
                .containsExactly("green-build", "blue-green");
    }

    @Test
    void a_word_of_a_name_is_not_offered_beside_what_is_near_as_a_whole() {
        assertThat(Nearest.all("build", List.of("green-build", "builds"), 3)).containsExactly("builds");
    }

    @Test
    void short_words_of_names_and_beginnings_of_longer_words_say_nothing() {
        assertThat(Nearest.to("is", List.of("pipeline-as-code"))).isEmpty();
        assertThat(Nearest.to("codebuild", List.of("pipeline-as-code"))).isEmpty();
    }

    @Test
    void nothing_is_offered_for_a_word_that_is_far_off() {
        assertThat(Nearest.to("kubernetes", LABS)).isEmpty();
        assertThat(Nearest.to("x".repeat(100_000), LABS)).isEmpty();
        assertThat(Nearest.to("", LABS)).isEmpty();
    }
}
