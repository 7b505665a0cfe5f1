package io.devopslab.cloud.service.sns.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryPolicyTest {

    @Test
    void the_standard_policy_tries_three_times_more_twenty_seconds_apart() {
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(DeliveryPolicy.STANDARD::delay))
                .containsExactly(
                        Optional.of(Duration.ofSeconds(20)),
                        Optional.of(Duration.ofSeconds(20)),
                        Optional.of(Duration.ofSeconds(20)),
                        Optional.empty());
    }

    @Test
    void services_of_aws_are_tried_for_23_days() {
        Duration all = IntStream.rangeClosed(1, 100_015)
                .mapToObj(failures -> DeliveryPolicy.MANAGED.delay(failures).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all.toDays()).isEqualTo(23);
        assertThat(DeliveryPolicy.MANAGED.delay(100_016)).isEmpty();
    }

    @Test
    void the_four_phases_follow_each_other() {
        DeliveryPolicy policy = DeliveryPolicy.STANDARD.ofSubscription("""
                {"healthyRetryPolicy": {"minDelayTarget": 1, "maxDelayTarget": 9, "numRetries": 8,
                  "numNoDelayRetries": 1, "numMinDelayRetries": 1, "numMaxDelayRetries": 1,
                  "backoffFunction": "linear"}}
                """);

        assertThat(IntStream.rangeClosed(1, 8).map(failures ->
                        (int) policy.delay(failures).orElseThrow().toSeconds()))
                .containsExactly(0, 1, 1, 3, 5, 7, 9, 9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "[]",
                "{\"healthyRetryPolicy\": {\"numRetries\": 101}}",
                "{\"healthyRetryPolicy\": {\"numRetries\": \"3\"}}",
                "{\"healthyRetryPolicy\": {\"minDelayTarget\": 30}}",
                "{\"healthyRetryPolicy\": {\"backoffFunction\": \"random\"}}"
            })
    void a_policy_that_makes_no_sense_is_refused(String policy) {
        assertThatThrownBy(() -> DeliveryPolicy.STANDARD.ofSubscription(policy))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
