package io.devopslab.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {

    private static final Wrapping LINES = new Wrapping(30);

    @Test
    void words_go_on_in_the_next_line_where_they_do_not_fit() {
        assertThat(LINES.layOut("one two three four five six seven", "- ", "  "))
                .isEqualTo("- one two three four five six\n  seven");
    }

    @Test
    void a_command_is_never_broken_so_that_it_can_be_copied() {
        assertThat(LINES.layOut("Then look at it: `lab check x`. It is done.", "", ""))
                .isEqualTo("Then look at it:\n`lab check x`. It is done.");
    }

    @Test
    void a_long_command_and_a_lonely_backquote_are_broken_as_words_are() {
        assertThat(LINES.layOut("Type `lab validate cicd --target localstack` now.", "", ""))
                .isEqualTo("Type `lab validate cicd\n--target localstack` now.");
        assertThat(LINES.layOut("A lonely ` is followed by some more words", "", "")
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(30));
    }

    @Test
    void spaces_and_empty_lines_stay() {
        assertThat(LINES.layOut("  a  b\n\nc", "", "")).isEqualTo("  a  b\n\nc");
    }
}
