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
    void nothing_is_offered_for_a_word_that_is_far_off() {
        assertThat(Nearest.to("kubernetes", LABS)).isEmpty();
        assertThat(Nearest.to("x".repeat(100_000), LABS)).isEmpty();
        assertThat(Nearest.to("", LABS)).isEmpty();
    }
}
