package io.devopslab.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuideTextTest {

    private static final GuideText GUIDE = new GuideText("""
            # A lab
            Intro ${stack.a.Name}
            ## Task: one
            First
            ```sh
            ## Task: two
            ```
            ## Task: two
            Second ${unknown}
            ## The end
            """);

    @Test
    void a_task_is_the_part_under_its_heading() {
        assertThat(GUIDE.task("two")).contains(new GuideText("## Task: two\nSecond ${unknown}\n"));
    }

    @Test
    void a_heading_inside_code_is_code() {
        assertThat(GUIDE.task("one").orElseThrow().markdown()).contains("```sh\n## Task: two\n```");
    }

    @Test
    void there_is_no_part_of_an_unknown_task() {
        assertThat(GUIDE.task("three")).isEmpty();
    }

    @Test
    void values_stand_for_placeholders_and_the_unknown_stay() {
        String filled = GUIDE.with(name -> name.equals("stack.a.Name") ? Optional.of("shop$1") : Optional.empty())
                .markdown();

        assertThat(filled).contains("Intro shop$1").contains("Second ${unknown}");
    }
}
