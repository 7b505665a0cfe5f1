package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

final class StoreTest {

    record Row(String name, PipelineDeclaration pipeline, Optional<String> note) {}

    private static final PipelineDeclaration PIPELINE = PipelineDeclaration.builder()
            .name("app")
            .stages(StageDeclaration.builder()
                    .name("Build")
                    .actions(ActionDeclaration.builder()
                            .name("Compile")
                            .runOrder(2)
                            .build())
                    .build())
            .build();

    @Test
    void rows_with_sdk_objects_survive_on_disk(@TempDir Path directory) {
        Path file = directory.resolve("state.mv");
        Row row = new Row("one", PIPELINE, Optional.of("a note"));
        try (Store store = Store.open(file)) {
            store.partition("p").table("rows", Row.class).put("one", row);
        }

        try (Store store = Store.open(file)) {
            assertThat(store.partition("p").table("rows", Row.class).get("one")).contains(row);
        }
    }

    @Test
    void what_was_acknowledged_is_in_the_file_before_the_store_is_closed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("state.mv");
        try (Store store = Store.open(file)) {
            store.table("rows", String.class).put("a", "kept");
            // What a killed process leaves behind is the file as it is now.
            Files.copy(file, directory.resolve("killed.mv"), StandardCopyOption.REPLACE_EXISTING);
        }

        try (Store store = Store.open(directory.resolve("killed.mv"))) {
            assertThat(store.table("rows", String.class).get("a")).contains("kept");
        }
    }

    @Test
    void a_store_that_is_kept_at_its_close_goes_on_from_there(@TempDir Path directory) {
        Path file = directory.resolve("state.mv");
        Row row = new Row("one", PIPELINE, Optional.of("a note"));
        try (Store store = Store.keptAtClose(file)) {
            store.partition("p").table("rows", Row.class).put("one", row);
            assertThatThrownBy(() -> store.write(() -> {
                        store.partition("p").table("rows", Row.class);
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(file).doesNotExist();
        }
        try (Store store = Store.keptAtClose(file)) {
            Table<Row> table = store.partition("p").table("rows", Row.class);
            assertThat(table.get("one")).contains(row);
            assertThatThrownBy(() -> store.write(() -> {
                        table.remove("one");
                        throw new IllegalArgumentException("on purpose");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            table.put("two", row);
        }

        // The other way of keeping reads the same file.
        try (Store store = Store.open(file)) {
            assertThat(store.partition("p").table("rows", Row.class).values()).containsExactly(row, row);
        }
    }

    @Test
    void a_row_that_cannot_be_written_changes_nothing() {
        record Opaque(Object value) {}
        try (Store store = Store.inMemory()) {
            Table<Opaque> table = store.table("rows", Opaque.class);
            assertThatThrownBy(() -> table.put("a", new Opaque(new Object())))
                    .isInstanceOf(java.io.UncheckedIOException.class)
                    .hasMessageContaining("Opaque");
            assertThat(table.keys()).isEmpty();
        }
    }

    @Test
    void a_write_that_throws_leaves_nothing_behind() {
        try (Store store = Store.inMemory()) {
            Table<String> rows = store.table("rows", String.class);
            rows.put("a", "before");

            assertThatThrownBy(() -> store.write(() -> {
                        rows.put("a", "after");
                        rows.put("b", "new");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");

            assertThat(rows.get("a")).contains("before");
            assertThat(rows.contains("b")).isFalse();
        }
    }

    @Test
    void keys_of_a_prefix_are_listed_in_order() {
        try (Store store = Store.inMemory()) {
            Table<String> rows = store.table("rows", String.class);
            List.of("b/2", "a/1", "b/1", "c/1").forEach(key -> rows.put(key, key));

            assertThat(rows.valuesOf("b/")).containsExactly("b/1", "b/2");
        }
    }

    @Test
    void a_read_may_not_become_a_write() {
        try (Store store = Store.inMemory()) {
            Table<String> rows = store.table("rows", String.class);

            assertThatThrownBy(() -> store.read(() -> {
                        rows.put("a", "b");
                        return true;
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void an_interrupted_thread_does_no_harm(@TempDir Path directory) {
        Path file = directory.resolve("state.mv");
        try (Store store = Store.open(file)) {
            Table<String> rows = store.table("rows", String.class);
            Thread.currentThread().interrupt();
            rows.put("a", "written by an interrupted thread");
            rows.put("b", "and still writable");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        try (Store store = Store.open(file)) {
            assertThat(store.table("rows", String.class).keys()).containsExactly("a", "b");
        }
    }

    @Test
    void a_frozen_store_is_read_as_it_is_and_keeps_no_change(@TempDir Path directory) {
        Path file = directory.resolve("state.mv");
        IllegalStateException problem = new IllegalStateException("no file");
        try (Store store = Store.open(file)) {
            Table<String> rows = store.partition("p").table("rows", String.class);
            rows.put("a", "kept");
            store.requireOpen(problem);
            store.freeze();

            assertThatThrownBy(() -> rows.put("a", "changed")).isInstanceOf(ClosingException.class);
            assertThatThrownBy(() -> store.partition("p").requireOpen(problem))
                    .isInstanceOf(ClosingException.class)
                    .hasCause(problem);
            assertThat(rows.get("a")).contains("kept");
        }

        try (Store store = Store.open(file)) {
            assertThat(store.partition("p").table("rows", String.class).get("a"))
                    .contains("kept");
        }
    }
}
