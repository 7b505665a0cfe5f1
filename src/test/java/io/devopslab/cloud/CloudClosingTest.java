package io.devopslab.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class CloudClosingTest {

    @RepeatedTest(20)
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void a_cloud_that_is_closed_amid_its_work_comes_back(@TempDir Path directory) {
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            for (int i = 0; i < 50; i++) {
                cloud.cloud()
                        .events()
                        .publish(TestCloud.SCOPE, "aws.test", "Test", List.of(), JsonNodeFactory.instance.objectNode());
            }
        }

        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            assertThat(cloud.time()).isNotNull();
        }
    }
}
