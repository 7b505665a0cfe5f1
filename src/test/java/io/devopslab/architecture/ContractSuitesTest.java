package io.devopslab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service's contract suite is worth its abstraction only if more than one thing is held to it. */
final class ContractSuitesTest {

    @Test
    void each_contract_is_kept_in_memory_and_over_the_wire() {
        List<JavaClass> kept = new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("io.devopslab.cloud.service")
                        .stream()
                        .filter(type -> type.getRawSuperclass()
                                .filter(parent -> parent.getSimpleName().endsWith("Contract"))
                                .isPresent())
                        .filter(type -> !type.getSimpleName().endsWith("Contract"))
                        .toList();

        List<String> inMemory = contractsOf(kept, "EmbeddedTest");
        assertThat(inMemory).hasSizeGreaterThan(10);
        assertThat(contractsOf(kept, "WireTest")).isEqualTo(inMemory);
    }

    private static List<String> contractsOf(List<JavaClass> kept, String suffix) {
        return kept.stream()
                .filter(type -> type.getSimpleName().endsWith(suffix))
                .map(type -> type.getRawSuperclass().orElseThrow().getName())
                .sorted()
                .toList();
    }
}
