package io.devopslab.cloud.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** What Parameter Store tells about itself, and what outlives the process. */
final class SsmEventsTest {

    private @TempDir Path directory;

    private static void put(SsmClient ssm, String value) {
        ssm.putParameter(PutParameterRequest.builder()
                .name("/app/version")
                .value(value)
                .type(ParameterType.STRING)
                .overwrite(true)
                .build());
    }

    @Test
    void each_change_is_an_event() {
        try (TestCloud cloud = TestCloud.open(directory)) {
            List<CloudEvent> events = new CopyOnWriteArrayList<>();
            cloud.cloud().events().subscribe(events::add);
            SsmClient ssm = cloud.get(SsmClient.class);

            put(ssm, "1");
            put(ssm, "2");
            ssm.deleteParameter(
                    DeleteParameterRequest.builder().name("/app/version").build());
            cloud.time().advance(Duration.ofSeconds(1));

            assertThat(events)
                    .extracting(event -> event.detail().path("operation").asText())
                    .containsExactly("Create", "Update", "Delete");
            assertThat(events.get(0).detailType()).isEqualTo("Parameter Store Change");
            assertThat(events.get(0).resources())
                    .containsExactly("arn:aws:ssm:eu-west-1:123456789012:parameter/app/version");
        }
    }

    @Test
    void versions_are_there_for_the_next_process() {
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            put(cloud.get(SsmClient.class), "1");
            put(cloud.get(SsmClient.class), "2");
        }

        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            assertThat(cloud.get(SsmClient.class)
                            .getParameter(GetParameterRequest.builder()
                                    .name("/app/version:1")
                                    .build())
                            .parameter()
                            .value())
                    .isEqualTo("1");
        }
    }
}
