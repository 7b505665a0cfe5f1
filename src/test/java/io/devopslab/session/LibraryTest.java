package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.text.Exit;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.LabException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {

    @TempDir
    Path directory;

    @Test
    void all_jars_and_nothing_else_are_in_the_zip_file() throws IOException {
        Files.writeString(directory.resolve("b.jar"), "second");
        Files.writeString(directory.resolve("a.jar"), "first");
        Files.writeString(directory.resolve("notes.txt"), "not a jar");
        assertThat(contents(new Library("some", directory).zip()))
                .containsExactly(Map.entry("a.jar", "first"), Map.entry("b.jar", "second"));
    }

    @Test
    void the_same_jars_give_the_same_zip_file() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "first");
        assertThat(new Library("some", directory).zip()).isEqualTo(new Library("some", directory).zip());
    }

    @Test
    void a_library_that_was_not_built_is_the_environments_fault_and_says_where_it_should_be() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> new Library("some", nowhere).zip())
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining(nowhere.toString())
                .satisfies(e -> assertThat(((LabException) e).exit()).isEqualTo(Exit.INCONCLUSIVE));
    }

    @Test
    void a_library_lies_beside_the_programs_own_libraries() {
        assertThat(Library.named("pact").directory()).endsWithRaw(Path.of("lib/pact"));
    }

    private static Map<String, String> contents(byte[] bytes) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }
}
