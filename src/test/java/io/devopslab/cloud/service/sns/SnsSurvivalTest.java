package io.devopslab.cloud.service.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

/** A message that was acknowledged comes to its subscriber, although the process ends before. */
final class SnsSurvivalTest {

    @Test
    void a_later_process_goes_on_with_deliveries(@TempDir Path directory) {
        try (Endpoint endpoint = Endpoint.open()) {
            String topic;
            try (TestCloud cloud = TestCloud.openDurable(directory)) {
                SnsClient sns = cloud.get(SnsClient.class);
                topic = sns.createTopic(r -> r.name("kept")).topicArn();
                sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(endpoint.url()));
                cloud.time().advance(Duration.ofSeconds(1));
                String token = endpoint.last().json().path("Token").asText();
                sns.confirmSubscription(r -> r.topicArn(topic).token(token));
                endpoint.refuse(1, 503);
                sns.publish(r -> r.topicArn(topic).message("kept"));
                cloud.time().advance(Duration.ofSeconds(1));
                assertThat(endpoint.requests()).hasSize(2);
            }
            try (TestCloud cloud = TestCloud.openDurable(directory)) {
                cloud.time().advance(Duration.ofMinutes(1));
                assertThat(endpoint.requests()).hasSize(3);
                assertThat(endpoint.last().json().path("Message").asText()).isEqualTo("kept");
            }
        }
    }
}
