package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;

final class DriftTest {

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
        bench.create("app", """
                Resources:
                  A:
                    Type: AWS::Fake::Thing
                    Properties: {Name: a, Size: '3', Environment: {Variables: {KEY: one}}, List: [x, y]}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b}}
                """);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private DescribeStackDriftDetectionStatusResponse detect() {
        String id = bench.client().detectStackDrift(r -> r.stackName("app")).stackDriftDetectionId();
        bench.settle();
        return bench.client().describeStackDriftDetectionStatus(r -> r.stackDriftDetectionId(id));
    }

    private StackResourceDrift drift(String logicalId) {
        return bench.client().describeStackResourceDrifts(r -> r.stackName("app")).stackResourceDrifts().stream()
                .filter(drift -> drift.logicalResourceId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void untouched_stack_is_in_sync() {
        assertThat(bench.stack("app").driftInformation().stackDriftStatusAsString())
                .isEqualTo("NOT_CHECKED");
        // What the service fills in by itself is no drift.
        bench.things.standing.get("b").put("Extra", "default");

        assertThat(detect().stackDriftStatusAsString()).isEqualTo("IN_SYNC");
        assertThat(bench.stack("app").driftInformation().stackDriftStatusAsString())
                .isEqualTo("IN_SYNC");
        assertThat(drift("A").stackResourceDriftStatusAsString()).isEqualTo("IN_SYNC");
    }

    @Test
    void change_behind_the_back_is_shown_with_its_path() {
        bench.things.standing.put("a", bench.things.standing.get("a").deepCopy());
        ObjectNode live = bench.things.standing.get("a");
        ((ObjectNode) live.path("Environment").path("Variables"))
                .put("KEY", "two")
                .put("NEW", "x");
        live.putArray("List").add("y");

        DescribeStackDriftDetectionStatusResponse status = detect();
        assertThat(status.detectionStatusAsString()).isEqualTo("DETECTION_COMPLETE");
        assertThat(status.stackDriftStatusAsString()).isEqualTo("DRIFTED");
        assertThat(status.driftedStackResourceCount()).isEqualTo(1);
        assertThat(drift("A").stackResourceDriftStatusAsString()).isEqualTo("MODIFIED");
        assertThat(drift("A").propertyDifferences())
                .extracting(difference -> difference.propertyPath() + " " + difference.expectedValue() + " "
                        + difference.actualValue() + " " + difference.differenceTypeAsString())
                .containsExactly(
                        "/Environment/Variables/KEY one two NOT_EQUAL",
                        "/Environment/Variables/NEW null x ADD",
                        "/List/0 x null REMOVE");
        assertThat(drift("A").actualProperties()).contains("\"KEY\":\"two\"").contains("\"Size\":\"3\"");
        assertThat(bench.client()
                        .describeStackResource(r -> r.stackName("app").logicalResourceId("A"))
                        .stackResourceDetail()
                        .driftInformation()
                        .stackResourceDriftStatusAsString())
                .isEqualTo("MODIFIED");
        assertThat(bench.published)
                .extracting(event -> event.detailType())
                .contains("CloudFormation Drift Detection Status Change");
    }

    @Test
    void resource_that_is_gone_is_told() {
        bench.things.standing.remove("b");

        assertThat(detect().stackDriftStatusAsString()).isEqualTo("DRIFTED");
        assertThat(drift("B").stackResourceDriftStatusAsString()).isEqualTo("DELETED");
        assertThat(bench.client()
                        .describeStackResourceDrifts(
                                r -> r.stackName("app").stackResourceDriftStatusFiltersWithStrings("DELETED"))
                        .stackResourceDrifts())
                .hasSize(1);
    }

    @Test
    void one_resource_can_be_looked_at() {
        bench.things.standing.put("b", bench.things.standing.get("b").deepCopy().put("Name", "c"));

        assertThat(bench.client()
                        .detectStackResourceDrift(r -> r.stackName("app").logicalResourceId("B"))
                        .stackResourceDrift()
                        .propertyDifferences())
                .hasSize(1);
        assertThatThrownBy(() -> bench.client()
                        .detectStackResourceDrift(r -> r.stackName("app").logicalResourceId("X")))
                .hasMessageContaining("Resource X does not exist for stack app");
    }
}
