package io.devopslab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service's contract suite is worth its abstraction only if more than one thing is held to it. */
final class ContractSuitesTest {

    @Test
    void each_contract_is_kept_in_memory_and_over_the_wire() throws Exception {
        List<String> inMemory = contractsOf("EmbeddedTest");

        assertThat(inMemory).hasSizeGreaterThan(10);
        assertThat(contractsOf("WireTest")).isEqualTo(inMemory);
    }

    /** The contracts of the services that a class with that end of its name is held to. */
    private static List<String> contractsOf(String suffix) throws Exception {
        Path tests = Path.of(ContractSuitesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(tests.resolve("io/devopslab/cloud/service"))) {
            return files.map(file -> tests.relativize(file).toString())
                    .filter(name -> name.endsWith(suffix + ".class"))
                    .map(name -> superclass(name.replace(".class", "").replace('/', '.')))
                    .filter(name -> name.endsWith("Contract"))
                    .sorted()
                    .toList();
        }
    }

    private static String superclass(String type) {
        try {
            return Class.forName(type, false, ContractSuitesTest.class.getClassLoader())
                    .getSuperclass()
                    .getName();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
