package io.devopslab.validate.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.session.Lacking;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Expiries;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.SimulatedCloud;
import io.devopslab.text.Exit;
import io.devopslab.validate.Case;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import io.devopslab.validate.Proof;
import io.devopslab.validate.Shard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Proofs on a cloud that is taken for one of others; its time is simulated, so that patience costs nothing. */
final class TargetValidationTest {

    @TempDir
    private Path directory;

    private SimulatedCloud cloud;

    @BeforeEach
    void open() throws Exception {
        cloud = SimulatedCloud.open(
                directory.resolve("cloud"), Instant.parse("2026-01-05T09:00:00Z"), 1, Optional.empty());
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Proof prove(Lab lab, Clients clients) throws InterruptedException {
        return proofs(List.of(lab), clients).get(0);
    }

    private List<Proof> proofs(List<Lab> labs, Clients clients) throws InterruptedException {
        return validation(clients).prove(labs, (lab, done) -> {});
    }

    private TargetValidation validation(Clients clients) {
        Site own = cloud.site();
        Site site = new Site(
                "endpoint",
                own.account(),
                own.region(),
                clients,
                own.clock(),
                ChangeFeed.guessing(own.clock()),
                Expiries.none(),
                Optional.of(new Outside(cloud.endpoint(), "an emulator")));
        return new TargetValidation(site, directory.resolve("work"), TargetValidation.PATIENCE, Shard.WHOLE);
    }

    private Clients whole() {
        return cloud.site().clients();
    }

    private Clients without(Class<? extends SdkClient> client) {
        return new Lacking(whole(), client);
    }

    private Lab changed(UnaryOperator<String> change) {
        return Labs.changed(directory.resolve("changed"), change);
    }

    /** The lab without what needs repositories before a learner begins: its second task needs none. */
    private Lab halfCarried() {
        return changed(manifest ->
                manifest.replaceFirst("(?s)\nseed:.*\ntasks:", "\ntasks:").replace("    needs: [greeting]\n", ""));
    }

    private static Case only(Proof proof, Kind kind, String name) {
        return proof.of(kind).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + proof.cases()));
    }

    private static String refuted(Proof proof, Kind kind, String name) {
        assertThat(proof.exit()).isEqualTo(Exit.INVALID_LAB);
        Case one = only(proof, kind, name);
        assertThat(one.finding()).isInstanceOf(Finding.Refuted.class);
        return one.reason().orElseThrow().toString();
    }

    @Test
    void a_cloud_that_has_everything_proves_a_lab_whole_and_keeps_nothing_of_it() throws Exception {
        Proof proof = prove(Labs.tiny(), whole());

        assertThat(proof.cases()).allMatch(Case::isProved);
        assertThat(proof.exit()).isEqualTo(Exit.DONE);
        assertThat(proof.of(Kind.FRESH)).extracting(Case::name).contains("start", "greeting-pushed", "parameter-ready");
        assertThat(proof.of(Kind.SOLUTION)).hasSize(2);
        assertThat(proof.of(Kind.MUTANT)).hasSize(2);
        assertThat(proof.of(Kind.STOP)).hasSize(1);
        assertThat(whole().get(CloudFormationClient.class).describeStacks().stacks())
                .isEmpty();
    }

    @Test
    void what_the_cloud_lacks_is_told_for_all_that_would_have_been_proved_and_the_rest_is_proved() throws Exception {
        Proof proof = prove(halfCarried(), without(CodeCommitClient.class));

        assertThat(only(proof, Kind.SOLUTION, "ready").isProved()).isTrue();
        assertThat(only(proof, Kind.MUTANT, "ready/nearly").isProved()).isTrue();
        for (Case one : List.of(
                only(proof, Kind.SOLUTION, "greeting"),
                only(proof, Kind.FRESH, "greeting-pushed"),
                only(proof, Kind.MUTANT, "greeting/shouted"))) {
            assertThat(one.finding()).isInstanceOf(Finding.Uncarried.class);
            assertThat(one.reason().orElseThrow().toString()).contains("codecommit");
        }
        assertThat(proof.exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void a_lab_of_which_no_task_is_carried_proves_nothing() throws Exception {
        Proof proof = prove(Labs.tiny(), without(CodeCommitClient.class));

        assertThat(only(proof, Kind.FRESH, "start").isProved()).isTrue();
        assertThat(only(proof, Kind.STOP, "stop").isProved()).isTrue();
        assertThat(proof.exit()).isEqualTo(Exit.INCONCLUSIVE);
    }

    @Test
    void beside_a_lab_that_is_carried_one_that_is_not_does_no_harm() throws Exception {
        List<Proof> proofs = new ArrayList<>(proofs(List.of(Labs.tiny()), without(CodeCommitClient.class)));
        proofs.addAll(proofs(List.of(halfCarried()), without(CodeCommitClient.class)));

        assertThat(Proof.exit(proofs)).isEqualTo(Exit.DONE);
        assertThat(Proof.exit(proofs.subList(0, 1))).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(Proof.exit(List.of())).isEqualTo(Exit.INCONCLUSIVE);
    }

    @Test
    void a_mutant_that_survives_is_refuted() throws Exception {
        Proof proof = prove(
                changed(yaml -> yaml.replace("Value: Ready, Type: String", "Value: ready, Type: String")), whole());

        assertThat(refuted(proof, Kind.MUTANT, "ready/nearly")).contains("parameter-ready", "does not catch");
    }

    @Test
    void a_check_that_is_green_on_a_fresh_lab_is_refuted() throws Exception {
        Proof proof = prove(
                changed(yaml -> yaml.replace("\"Parameter.Value == 'ready'\"", "\"Parameter.Value != 'Ready'\"")),
                whole());

        assertThat(refuted(proof, Kind.FRESH, "parameter-ready")).contains("fresh lab");
    }

    @Test
    void what_a_stop_leaves_is_refuted() throws Exception {
        String more = "      - call: ssm:PutParameter\n        with: {Name: /forgotten, Value: x, Type: String}\n";
        Proof proof = prove(
                changed(yaml -> yaml.replace(
                        "      - await: {check: greeting-pushed, within: 1m}\n",
                        "      - await: {check: greeting-pushed, within: 1m}\n" + more)),
                whole());

        assertThat(refuted(proof, Kind.STOP, "stop")).contains("/forgotten");
    }

    @Test
    void what_follows_a_task_that_cannot_be_solved_is_left_open_and_the_lab_is_stopped() throws Exception {
        Proof proof = prove(changed(yaml -> yaml.replace("push: solution/greeting", "push: mutants/shouted")), whole());

        assertThat(refuted(proof, Kind.SOLUTION, "greeting")).contains("HELLO");
        assertThat(only(proof, Kind.SOLUTION, "ready").finding()).isInstanceOf(Finding.Unproved.class);
        assertThat(only(proof, Kind.MUTANT, "ready/nearly").finding()).isInstanceOf(Finding.Unproved.class);
        assertThat(only(proof, Kind.STOP, "stop").isProved()).isTrue();
    }

    @Test
    void what_stands_in_the_way_of_a_start_is_not_the_labs_fault() throws Exception {
        whole().get(CloudFormationClient.class)
                .createStack(r -> r.stackName("tiny").templateBody("""
                        {"Resources": {"P": {"Type": "AWS::SSM::Parameter",
                         "Properties": {"Type": "String", "Value": "x"}}}}"""));

        Proof proof = prove(Labs.tiny(), whole());

        assertThat(only(proof, Kind.FRESH, "start").finding()).isInstanceOf(Finding.Unproved.class);
        assertThat(proof.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(whole().get(CloudFormationClient.class).describeStacks().stacks())
                .as("what is not ours stays")
                .hasSize(1);
    }

    @Test
    void a_cloud_that_held_something_before_is_left_as_it_was() throws Exception {
        whole().get(SsmClient.class)
                .putParameter(r -> r.name("/mine").value("x").type(ParameterType.STRING));

        Proof proof = prove(Labs.tiny(), whole());

        assertThat(proof.exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void who_interrupts_ends_it_and_finds_nothing_of_the_lab_behind_it() {
        List<String> told = new ArrayList<>();

        assertThatThrownBy(() -> validation(whole()).prove(List.of(Labs.tiny()), (lab, done) -> {
                    told.add(done.kind() + " " + done.name());
                    if (done.kind() == Kind.SOLUTION) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(told).endsWith("SOLUTION greeting");
        assertThat(whole().get(CloudFormationClient.class).describeStacks().stacks())
                .isEmpty();
    }
}
