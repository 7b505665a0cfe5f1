package io.devopslab.cloud.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;

final class SsmResourcesTest {

    private @TempDir Path directory;

    private static ResourceRequests parameter(TestCloud cloud, String logicalId) {
        return ResourceRequests.of(
                SsmResources.handlers(() -> cloud.get(SsmClient.class)), "AWS::SSM::Parameter", logicalId);
    }

    @Test
    void parameter_follows_the_template() {
        try (TestCloud cloud = TestCloud.open(directory)) {
            ResourceRequests parameter = parameter(cloud, "Version");

            Provisioned made = parameter.create(
                    "{\"Type\": \"String\", \"Value\": \"1\", \"Tags\": {\"team\": \"a\"}, \"Description\": \"d\"}");
            Provisioned changed = parameter.update("{\"Type\": \"String\", \"Value\": 2}");

            assertThat(made.physicalId()).isEqualTo("CFN-Version-AB12CD34EF56");
            assertThat(made.attributes().path("Value").asText()).isEqualTo("1");
            assertThat(changed.attributes().path("Value").asText()).isEqualTo("2");
            assertThat(parameter.read().path("Value").asText()).isEqualTo("2");
            parameter.delete();
            parameter.delete();
            assertThat(parameter.exists()).isFalse();
        }
    }

    @Test
    void name_that_is_taken_by_another_is_refused() {
        try (TestCloud cloud = TestCloud.open(directory)) {
            String properties = "{\"Name\": \"/app/fixed\", \"Type\": \"String\", \"Value\": \"1\"}";
            parameter(cloud, "One").create(properties);

            assertThat(parameter(cloud, "One").create(properties).physicalId()).isEqualTo("/app/fixed");
            assertThatThrownBy(() -> parameter(cloud, "Two").create(properties)).hasMessageContaining("already exists");
        }
    }

    @Test
    void secure_string_cannot_come_from_a_template() {
        try (TestCloud cloud = TestCloud.open(directory)) {
            assertThatThrownBy(
                            () -> parameter(cloud, "Secret").create("{\"Type\": \"SecureString\", \"Value\": \"1\"}"))
                    .hasMessageContaining("SecureString");
        }
    }
}
