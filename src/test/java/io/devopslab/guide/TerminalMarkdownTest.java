package io.devopslab.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalMarkdownTest {

    private static String plain(String markdown) {
        return new TerminalMarkdown(40, UnaryOperator.identity(), UnaryOperator.identity()).render(markdown);
    }

    @Test
    void prose_is_wrapped_and_code_is_not() {
        String code = "aws codepipeline get-pipeline-state --name a-rather-long-name";

        assertThat(plain("Some words that are too many for one line of forty.\n\n```sh\n" + code + "\n```\n"))
                .isEqualTo("Some words that are too many for one\nline of forty.\n\n    " + code + "\n\n");
    }

    @Test
    void the_items_of_a_list_are_numbered_and_hang() {
        assertThat(plain("1. The first item has so many words that it wraps\n2. Second\n"))
                .isEqualTo("1. The first item has so many words that\n   it wraps\n\n2. Second\n\n");
    }

    @Test
    void code_inside_an_item_stands_under_its_text() {
        assertThat(plain("1. Look:\n\n   ```sh\n   ls\n   ```\n")).isEqualTo("1. Look:\n\n       ls\n\n");
    }

    @Test
    void a_table_is_laid_out_in_columns() {
        assertThat(plain("| a | long head |\n|---|---|\n| xyz | 1 |\n"))
                .isEqualTo("a    long head\n---  ---------\nxyz  1\n\n");
    }

    @Test
    void a_table_that_is_too_wide_wraps_its_long_cells() {
        assertThat(plain("| a | what |\n|---|---|\n| xyz | some words that are too many for this line |\n| b | c |\n"))
                .isEqualTo("a    what\n---  " + "-".repeat(35) + "\nxyz  some words that are too many for\n"
                        + "     this line\n\nb    c\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guide.md", "guide.vi.md"})
    void a_guide_fits_into_eighty_columns_but_for_its_code(String file) throws Exception {
        String guide = Files.readString(Path.of("labs/cicd", file));

        String shown = new TerminalMarkdown(80, UnaryOperator.identity(), UnaryOperator.identity()).render(guide);

        assertThat(shown.lines().filter(line -> !line.startsWith("    ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
