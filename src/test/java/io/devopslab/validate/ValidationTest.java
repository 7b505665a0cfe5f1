package io.devopslab.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.catalog.Scaffold;
import io.devopslab.text.Exit;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {

    @TempDir
    Path labs;

    private static Proof prove(Lab lab, boolean kills) throws InterruptedException {
        return new Validation(1, 2, kills ? Kills.EVERY : Kills.NONE, Shard.WHOLE, Optional.empty())
                .prove(List.of(lab), (id, done) -> {})
                .get(0);
    }

    private Proof changed(UnaryOperator<String> change) throws InterruptedException {
        return prove(Labs.changed(labs, change), false);
    }

    private static Case only(Proof proof, Kind kind, String name) {
        return proof.of(kind).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String refuted(Proof proof, Kind kind, String name) {
        assertThat(proof.exit()).isEqualTo(Exit.INVALID_LAB);
        Case one = only(proof, kind, name);
        assertThat(one.finding()).isInstanceOf(Finding.Refuted.class);
        return one.reason().orElseThrow().toString();
    }

    @Test
    void a_sound_lab_is_proved_whole_and_killed_at_every_line() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Proof proof = new Validation(7, 2, Kills.EVERY, Shard.WHOLE, Optional.empty())
                .prove(List.of(Labs.tiny()), (lab, done) -> told.add(lab + " " + done.name()))
                .get(0);

        assertThat(proof.cases().stream().filter(one -> !one.isProved())).isEmpty();
        assertThat(proof.exit()).isEqualTo(Exit.DONE);
        assertThat(proof.of(Kind.FRESH)).hasSize(3);
        assertThat(proof.of(Kind.SOLUTION)).hasSize(2);
        assertThat(proof.of(Kind.MUTANT)).hasSize(2);
        assertThat(proof.of(Kind.STOP)).extracting(Case::name).containsExactly("stop", "start-again");
        assertThat(proof.of(Kind.KILL))
                .extracting(Case::name)
                .contains("start/1", "start/1+cloud", "solve/greeting", "reset/1", "stop/1", "stop/1+cloud")
                .hasSizeGreaterThan(20);
        assertThat(told).hasSameSizeAs(proof.cases()).contains("tiny ready/nearly");
    }

    @Test
    void a_command_that_is_killed_again_and_again_goes_on_to_its_end() throws Exception {
        Proof proof = new Validation(3, 2, Kills.SOME, Shard.WHOLE, Optional.empty())
                .prove(List.of(Labs.tiny()), (lab, done) -> {})
                .get(0);

        assertThat(proof.cases().stream().filter(one -> !one.isProved())).isEmpty();
        assertThat(proof.of(Kind.KILL))
                .extracting(Case::name)
                .contains("start/1", "start/2+cloud", "start/end", "reset/end+cloud", "stop/1+cloud", "stop/end")
                .doesNotHaveDuplicates();
    }

    @Test
    void each_case_belongs_to_one_part() {
        for (String name : List.of("greeting/shouted", "stop", "start/1", "start/1+cloud", "reset", "")) {
            assertThat(IntStream.rangeClosed(1, 4).filter(number -> new Shard(number, 4).takes("tiny", name)))
                    .as(name)
                    .hasSize(1);
            assertThat(Shard.WHOLE.takes("tiny", name)).isTrue();
        }
    }

    @Test
    void parts_of_a_proof_make_the_whole() throws Exception {
        List<String> parts = new ArrayList<>(names(Shard.parse("1/2")));
        parts.addAll(names(Shard.parse("2/2")));
        assertThat(parts).containsExactlyInAnyOrder("greeting/shouted", "ready/nearly", "stop", "start-again");
    }

    /** Of the cases that are not in all parts. */
    private static List<String> names(Shard shard) throws InterruptedException {
        return new Validation(1, 2, Kills.NONE, shard, Optional.empty())
                .prove(List.of(Labs.tiny()), (id, done) -> {}).get(0).cases().stream()
                        .filter(one -> one.kind() == Kind.MUTANT || one.kind() == Kind.STOP)
                        .map(Case::name)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "a/b", "1/99999999999", "１/４"})
    void what_is_no_part_of_a_whole_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text));
    }

    @Test
    void a_new_lab_is_proved_as_it_is() throws Exception {
        new Scaffold(labs).create("feature-flags");
        Proof proof = prove(Catalog.open(labs).lab("feature-flags"), false);
        assertThat(proof.cases()).allMatch(Case::isProved);
        assertThat(proof.of(Kind.MUTANT)).hasSize(1);
    }

    @Test
    void a_mutant_that_equals_the_solution_is_a_survivor() throws Exception {
        Proof proof = changed(yaml -> yaml.replace("push: mutants/shouted", "push: solution/greeting"));
        assertThat(refuted(proof, Kind.MUTANT, "greeting/shouted")).contains("greeting-pushed", "does not catch");
        assertThat(proof.proved(Kind.SOLUTION)).isEqualTo(2);
    }

    @Test
    void a_mutant_that_is_caught_with_other_words_is_refuted() throws Exception {
        Proof proof = changed(yaml -> yaml.replace("says 'HELLO", "says 'HALLO"));
        assertThat(refuted(proof, Kind.MUTANT, "greeting/shouted")).contains("HELLO", "HALLO");
    }

    @Test
    void a_mutant_that_breaks_what_an_earlier_task_has_reached_is_refuted() throws Exception {
        String spoil = "          - git: {repository: \"${stack.tiny.RepositoryName}\", push: mutants/shouted}\n";
        Proof proof = changed(yaml -> yaml.replace(
                "Value: Ready, Type: String, Overwrite: true}\n",
                "Value: Ready, Type: String, Overwrite: true}\n" + spoil));
        assertThat(refuted(proof, Kind.MUTANT, "ready/nearly")).contains("greeting-pushed");
    }

    @Test
    void a_check_that_is_green_on_a_fresh_lab_is_refuted() throws Exception {
        Proof proof = changed(yaml -> yaml.replace("\"Parameter.Value == 'ready'\"", "\"Parameter.Value != 'Ready'\""));
        assertThat(refuted(proof, Kind.FRESH, "parameter-ready")).contains("fresh lab");
    }

    @Test
    void what_follows_a_task_that_cannot_be_solved_is_left_open_and_said_so() throws Exception {
        Proof proof = changed(yaml -> yaml.replace("push: solution/greeting", "push: mutants/shouted"));
        assertThat(refuted(proof, Kind.SOLUTION, "greeting")).contains("HELLO");
        assertThat(only(proof, Kind.SOLUTION, "ready").finding()).isInstanceOf(Finding.Unproved.class);
        assertThat(only(proof, Kind.STOP, "stop").isProved()).isFalse();
    }

    @Test
    void something_that_a_solution_makes_and_no_stop_deletes_is_refuted() throws Exception {
        String more = "      - call: ssm:PutParameter\n        with: {Name: /forgotten, Value: x, Type: String}\n";
        Proof proof = changed(
                yaml -> yaml.replace("    mutants:\n      - id: nearly", more + "    mutants:\n      - id: nearly"));
        assertThat(refuted(proof, Kind.STOP, "stop")).contains("AWS::SSM::Parameter /forgotten");
    }

    /** As of a queue, whose name is free again only a minute after its end. */
    @Test
    void a_lab_that_cannot_be_started_right_after_its_stop_is_refuted() throws Exception {
        Lab lab = Labs.changed(labs, yaml -> yaml + "\n");
        Path template = labs.resolve("tiny/template.json");
        Files.writeString(
                template,
                Files.readString(template)
                        .replaceFirst(
                                "\"Resources\": *\\{",
                                "\"Resources\": {\"Inbox\": {\"Type\": \"AWS::SQS::Queue\", \"Properties\":"
                                        + " {\"QueueName\": \"inbox\"}},"));
        Proof proof = prove(lab, false);
        assertThat(refuted(proof, Kind.STOP, "start-again")).contains("wait 60 seconds");
        assertThat(only(proof, Kind.STOP, "stop").isProved()).isTrue();
    }

    @Test
    void a_task_without_mutants_and_one_whose_hints_say_the_same_are_refuted() throws Exception {
        Proof proof = changed(yaml -> yaml.substring(0, yaml.indexOf("    mutants:\n      - id: nearly"))
                        .replace("Which file holds the greeting?", "Write hello into greeting.txt and push.")
                + "teardown: {stacks: [tiny-extra]}\n");
        assertThat(refuted(proof, Kind.TEXTS, "mutants")).contains("ready");
        assertThat(refuted(proof, Kind.TEXTS, "hints")).contains("greeting");
    }

    @Test
    void guides_that_differ_in_what_is_typed_or_lack_a_task_are_refuted() throws Exception {
        Lab lab = Labs.changed(labs, yaml -> yaml.replace("Tiny lab", "Small lab"));
        Path guide = lab.guide().vi();
        Files.writeString(guide, Files.readString(guide).replace("--value ready", "--value sẵn-sàng"));
        Path english = lab.guide().en();
        Files.writeString(english, Files.readString(english).replace("## Task: greeting", "## Greeting"));
        Proof proof = prove(lab, false);
        assertThat(refuted(proof, Kind.TEXTS, "guide/code")).contains("--value ready", "sẵn-sàng");
        assertThat(refuted(proof, Kind.TEXTS, "guide/en")).contains("[ready]");
        assertThat(only(proof, Kind.TEXTS, "guide/vi").isProved()).isTrue();
    }
}
