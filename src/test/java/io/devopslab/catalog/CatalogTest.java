package io.devopslab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    @TempDir
    Path labs;

    @Test
    void a_lab_is_read_as_its_manifest_says() {
        Lab lab = Labs.tiny();
        assertThat(lab.title().in(Language.VI)).isEqualTo("Bài lab nhỏ");
        assertThat(lab.duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(lab.ttl()).isEqualTo(Duration.ofMinutes(90));
        assertThat(lab.cost().estimate()).isEqualByComparingTo(new BigDecimal("0.01"));
        assertThat(lab.stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.template()).isRegularFile();
            assertThat(stack.capabilities()).containsExactly("CAPABILITY_NAMED_IAM");
        });
        assertThat(lab.inOrder()).extracting(Task::id).containsExactly("greeting", "ready");
        Task greeting = lab.task("greeting").orElseThrow();
        assertThat(greeting.hints()).hasSize(2);
        assertThat(greeting.checks().get(0).evidence())
                .isEqualTo(new Evidence.Branch("${stack.tiny.RepositoryName}", "main", "greeting.txt"));
        assertThat(greeting.solution().get(1)).isInstanceOf(Step.AwaitStep.class);
        assertThat(greeting.mutants().get(0).fails()).isEqualTo("greeting-pushed");
        assertThat(lab.guide().in(Language.VI)).hasFileName("guide.vi.md");
    }

    @Test
    void a_check_may_ask_for_the_metrics_of_a_pipeline() {
        Lab lab = Labs.changed(labs, text -> text.replace("""
                        call: ssm:GetParameter
                                with: {Name: "${stack.tiny.ParameterName}"}
                                expect: "Parameter.Value == 'ready'"
                        """, """
                        dora: {pipeline: shop, since: 48h, until: 90m, file: rates.json}
                                expect: "leadTime.medianSeconds < `60`"
                        """));
        assertThat(lab.check("parameter-ready").orElseThrow().evidence())
                .isEqualTo(new Evidence.Dora("shop", Duration.ofHours(48), Duration.ofMinutes(90), "rates.json"));
    }

    @Test
    void directories_with_a_manifest_are_labs() throws Exception {
        Files.createDirectories(labs.resolve("not-a-lab"));
        Labs.copy(labs);
        assertThat(Catalog.open(labs).ids()).containsExactly("tiny");
    }

    @Test
    void an_unknown_lab_gets_the_nearest_names() {
        Catalog catalog = Catalog.open(Labs.directory());
        assertThatThrownBy(() -> catalog.lab("tinny")).isInstanceOfSatisfying(UsageException.class, e -> {
            assertThat(e.exit()).isEqualTo(Exit.USAGE);
            assertThat(e.in(Language.EN)).contains("'tinny'").contains("Did you mean: tiny?");
            assertThat(e.in(Language.VI)).contains("tiny");
        });
        assertThatThrownBy(() -> catalog.lab("../labs/tiny")).isInstanceOf(UsageException.class);
    }

    @Test
    void a_missing_directory_is_named() {
        assertThatThrownBy(() -> Catalog.open(labs.resolve("nowhere")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void a_headline_is_read_without_the_rest(@TempDir Path labs) {
        Lab tiny = Labs.changed(labs, yaml -> yaml.replace("duration: 10m", "duration: 15m"));
        assertThat(Catalog.open(labs).headline("tiny"))
                .isEqualTo(new Headline("tiny", tiny.title(), Duration.ofMinutes(15)));
        assertThat(Catalog.open(labs).tasks("tiny")).isEqualTo(2);
    }

    @Test
    void a_headline_may_stand_behind_the_tasks(@TempDir Path labs) {
        Lab tiny = Labs.changed(labs, yaml -> yaml.replace("duration: 10m\n", "") + "\nduration: 15m\n");
        assertThat(Catalog.open(labs).headline("tiny"))
                .isEqualTo(new Headline("tiny", tiny.title(), Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "title: x",
                "- 1",
                "title: {en: a, vi: b}",
                "title: {en: a}\nduration: 5m",
                "title: {en: a, vi: b}\nduration: soon",
                "title: {en: a, vi: b}\nduration: [1]",
                "\u0000"
            })
    void a_manifest_without_a_headline_is_invalid(String manifest, @TempDir Path labs) throws IOException {
        Files.createDirectories(labs.resolve("broken"));
        Files.writeString(labs.resolve("broken/lab.yaml"), manifest);
        assertThatThrownBy(() -> Catalog.open(labs).headline("broken"))
                .isInstanceOf(InvalidLabException.class)
                .hasMessageContaining("lab.yaml");
    }
}
