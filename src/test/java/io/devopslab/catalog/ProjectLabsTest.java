package io.devopslab.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProjectLabsTest {

    @Test
    void every_lab_of_the_project_is_valid() {
        Catalog labs = Catalog.open(Path.of("labs"));
        assertThat(labs.ids())
                .isNotEmpty()
                .allSatisfy(id -> assertThat(labs.lab(id).tasks()).isNotEmpty());
    }
}
