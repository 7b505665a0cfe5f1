package io.devopslab.cloud.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Clouds of the same seed, as proofs fork them, make the same instances; no two of them listen at the same place. */
final class InstancePlacesTest {

    private static Instance run(TestCloud cloud) {
        Ec2Client ec2 = cloud.get(Ec2Client.class);
        String id = ec2.runInstances(
                        r -> r.imageId("ami-0000000000000001a").minCount(1).maxCount(1))
                .instances()
                .get(0)
                .instanceId();
        cloud.time().advance(Duration.ofSeconds(10));
        return get(cloud, id);
    }

    private static Instance get(TestCloud cloud, String id) {
        return cloud.get(Ec2Client.class)
                .describeInstances(r -> r.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    @Test
    void an_instance_finds_another_place_when_its_own_is_taken(
            @TempDir Path one, @TempDir Path two, @TempDir Path three) {
        Instance former;
        try (TestCloud first = TestCloud.openDurable(one)) {
            former = run(first);
            try (TestCloud second = TestCloud.open(two)) {
                Instance twin = run(second);
                assertThat(twin.instanceId()).isEqualTo(former.instanceId());
                assertThat(twin.privateIpAddress()).isNotEqualTo(former.privateIpAddress());
                assertThat(twin.privateDnsName())
                        .contains(twin.privateIpAddress().replace('.', '-'));
            }
        }
        try (TestCloud third = TestCloud.open(three)) {
            Instance twin = run(third);
            try (TestCloud first = TestCloud.openDurable(one)) {
                Instance again = get(first, former.instanceId());
                assertThat(again.state().name()).isEqualTo(InstanceStateName.RUNNING);
                assertThat(again.privateIpAddress()).isNotEqualTo(twin.privateIpAddress());
            }
        }
    }
}
