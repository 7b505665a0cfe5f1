package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoverageTest {

    private final List<Coverage.Service> services = Coverage.ofTheEmbeddedCloud();

    @Test
    void the_documented_table_is_what_the_classes_implement() throws Exception {
        assertThat(Files.readString(Path.of("docs/coverage.md")))
                .as("`lab cloud coverage` prints the table of docs/coverage.md")
                .contains(Coverage.table(services));
    }

    @Test
    void no_service_is_there_for_nothing() {
        assertThat(services)
                .allSatisfy(service ->
                        assertThat(service.implemented()).as(service.name()).isNotEmpty());
    }
}
