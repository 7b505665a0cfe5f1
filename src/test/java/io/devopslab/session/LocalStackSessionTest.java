package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.target.Site;
import io.devopslab.target.container.ContainerTarget;
import io.devopslab.target.container.Product;
import io.devopslab.target.localstack.TestLocalStack;
import io.devopslab.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Labs of which LocalStack carries a part. */
@Tag("engine")
@Tag("localstack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class LocalStackSessionTest {

    private final List<Progress.Event> told = new ArrayList<>();

    private Optional<ContainerTarget> target = Optional.empty();
    private Optional<Site> site = Optional.empty();

    @BeforeAll
    void open(@TempDir Path labHome) {
        TestLocalStack.needed();
        target = Optional.of(new ContainerTarget(Product.LOCALSTACK, labHome, Optional.empty(), Map.of()));
        site = target.map(it -> it.open("eu-west-1"));
    }

    @AfterAll
    void remove() {
        target.ifPresent(ContainerTarget::remove);
    }

    @AfterEach
    void forget() {
        told.clear();
    }

    private Session session(Lab lab, Path directory) {
        return Session.of(
                lab, site.orElseThrow(), new Home(directory.resolve("home"), directory.resolve("labs")), told::add);
    }

    /** The lab without what needs repositories before a learner begins: its second task needs none. */
    private static Lab halfCarried(Path directory) {
        return Labs.changed(
                directory.resolve("changed"), manifest -> manifest.replaceFirst("(?s)\nseed:.*\ntasks:", "\ntasks:")
                        .replace("    needs: [greeting]\n", ""));
    }

    @Test
    void what_it_carries_is_checked_for_real_and_leaves_nothing(@TempDir Path directory) {
        Session session = session(halfCarried(directory), directory);

        StartResult started = session.start(Optional.empty());
        assertThat(started.firstTask().orElseThrow().id()).isEqualTo("ready");
        Report fresh = session.check(List.of());
        assertThat(fresh.task("greeting").orElseThrow().standing()).isEqualTo(Standing.INCONCLUSIVE);
        assertThat(fresh.task("ready").orElseThrow().standing()).isEqualTo(Standing.FAILED);

        assertThat(session.solve(List.of("ready")).report().standing()).isEqualTo(Standing.PASSED);

        StopResult stopped = session.stop(StopOptions.ordinary());
        assertThat(stopped.survivors()).isEmpty();
        Operations operations = new Operations(site.orElseThrow().clients());
        assertThat(operations.call("ssm", "GetParameter", Input.of("Name", "/tiny/state")))
                .isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void a_resource_that_is_complete_only_by_its_stacks_word_is_told(@TempDir Path directory) throws Exception {
        Lab lab = halfCarried(directory);
        Files.writeString(lab.stacks().get(0).template(), """
                {"Parameters": {"Owner": {"Type": "String"}},
                 "Resources": {
                  "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "new"}},
                  "Board": {"Type": "AWS::CloudWatch::Dashboard",
                    "Properties": {"DashboardName": "board", "DashboardBody": "{\\"widgets\\": []}"}}},
                 "Outputs": {"ParameterName": {"Value": {"Ref": "Parameter"}}}}""");
        Session session = session(lab, directory);

        session.start(Optional.empty());

        assertThat(told.stream()
                        .filter(Progress.Event.Note.class::isInstance)
                        .map(event -> ((Progress.Event.Note) event).text().in(Language.EN)))
                .anySatisfy(note -> assertThat(note).contains("AWS::CloudWatch::Dashboard"));
        assertThat(session.stop(StopOptions.ordinary()).survivors()).isEmpty();
    }
}
