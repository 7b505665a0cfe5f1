package io.devopslab.session.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Operations;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {

    private final List<StackEvent> events = new ArrayList<>();

    @TempDir
    Path directory;

    private TestCloud cloud;
    private Stacks stacks;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(directory);
        stacks = new Stacks(new Operations(cloud), cloud.time()::pause, events::add);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_stack_is_made_changed_and_left_alone() throws Exception {
        assertThat(stacks.deploy(parameter("one"))).isTrue();
        assertThat(stacks.deploy(parameter("one"))).isFalse();
        assertThat(stacks.deploy(parameter("two"))).isTrue();
        assertThat(stacks.find("s").orElseThrow().status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(events)
                .extracting(StackEvent::status)
                .contains("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");
        assertThat(stacks.resources("s")).containsExactly(new StackResource("AWS::SSM::Parameter", "/p"));
        assertThat(stacks.tagged("k", "v")).containsExactly("s");
        assertThat(stacks.tagged("k", "w")).isEmpty();
    }

    @Test
    void a_failed_stack_says_what_failed_first_and_can_be_deployed_again() throws Exception {
        StackSpecification broken = specification("{\"P\":{\"Type\":\"AWS::Nothing::Here\"}}");
        assertThatThrownBy(() -> stacks.deploy(broken))
                .isInstanceOfAny(StackFailedException.class, io.devopslab.aws.OperationFailedException.class)
                .hasMessageContaining("AWS::Nothing::Here");
        StackSpecification rejected = specification("{\"P\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":"
                + "{\"Name\":\"no spaces allowed\",\"Type\":\"String\",\"Value\":\"v\"}}}");
        assertThatThrownBy(() -> stacks.deploy(rejected)).isInstanceOfSatisfying(StackFailedException.class, e -> {
            assertThat(e.status()).isEqualTo("ROLLBACK_COMPLETE");
            assertThat(e.reason()).startsWith("P (AWS::SSM::Parameter): ");
        });
        assertThat(stacks.deploy(parameter("one"))).isTrue();
        assertThat(stacks.find("s").orElseThrow().status()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void deleting_reports_what_stays_and_is_harmless_when_there_is_nothing() throws Exception {
        assertThat(stacks.delete("s")).isEmpty();
        stacks.deploy(parameter("one"));
        assertThat(stacks.delete("s")).isEmpty();
        assertThat(stacks.find("s")).isEmpty();
        assertThat(stacks.resources("s")).isEmpty();
    }

    private static StackSpecification parameter(String value) {
        return specification("{\"P\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":"
                + "{\"Name\":\"/p\",\"Type\":\"String\",\"Value\":\"" + value + "\"}}}");
    }

    private static StackSpecification specification(String resources) {
        return new StackSpecification("s", "{\"Resources\":" + resources + "}", Map.of(), List.of(), Map.of("k", "v"));
    }
}
