package io.devopslab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaffoldTest {

    @TempDir
    Path labs;

    @Test
    void a_new_lab_is_valid_and_its_schema_lies_beside_it() throws Exception {
        Path made = new Scaffold(labs.resolve("mine")).create("feature-flags");

        Lab lab = Catalog.open(labs.resolve("mine")).lab("feature-flags");
        assertThat(lab.directory()).isEqualTo(made);
        assertThat(lab.stacks().get(0).name()).isEqualTo("feature-flags");
        assertThat(made.resolve("lab.yaml")).content().startsWith("# yaml-language-server: $schema=lab.schema.json\n");
        assertThat(made.resolve("lab.schema.json")).exists();
        try (var left = Files.list(labs.resolve("mine"))) {
            assertThat(left).containsExactly(made);
        }
    }

    @Test
    void what_is_there_is_left_as_it_is() throws Exception {
        Files.createDirectories(labs.resolve("mine-too"));
        assertThatThrownBy(() -> new Scaffold(labs).create("mine-too"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(labs.resolve("mine-too").toString());
        assertThat(labs.resolve("mine-too")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "../x", "A", "1st", "a_b", "a--b", "-a", "a-", "a/b", "lab\u0000", "a$(id)"})
    void a_name_that_is_none_is_refused_with_an_example(String id) {
        assertThatThrownBy(() -> new Scaffold(labs).create(id))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("feature-flags");
        assertThat(labs).isEmptyDirectory();
    }
}
