package io.devopslab.cloud.service.elasticloadbalancingv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.TestCloud;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A cloud that opens again serves what it served, and metrics tell of it. */
final class SiteSurvivalTest {

    private static final String SERVER =
            "#!/bin/sh\necho here > index.html\n" + "exec python3 -m http.server --bind \"$HOST\" \"$PORT\"\n";

    @Test
    void instances_listeners_and_drains_go_on_in_the_next_process(@TempDir Path directory) throws Exception {
        Needs.program("python3");
        String listener;
        String group;
        String address;
        try (Backend backend = Backend.open("other")) {
            try (TestCloud cloud = TestCloud.openDurable(directory)) {
                Site site = new Site(() -> cloud);
                String instance = cloud.get(Ec2Client.class)
                        .runInstances(r -> r.imageId("ami-0000000000000001a")
                                .minCount(1)
                                .maxCount(1)
                                .userData(Base64.getEncoder().encodeToString(SERVER.getBytes(StandardCharsets.UTF_8))))
                        .instances()
                        .get(0)
                        .instanceId();
                cloud.time().advance(Duration.ofSeconds(10));
                group = site.group(
                        "web", r -> r.targetType(TargetTypeEnum.INSTANCE).port(8080));
                String id = group;
                site.elb().registerTargets(r -> r.targetGroupArn(id).targets(t -> t.id(instance)));
                String others = site.group("others");
                site.register(others, backend);
                listener = site.listener(site.balancer("web"), Site.forward(List.of(group, others), 1, 0));
                cloud.time().advance(Duration.ofSeconds(10));
                assertThat(site.get(listener, "/").body()).isEqualTo("here\n");
                site.deregister(others, backend);
                group = others;
                address = site.address(listener);
            }
            try (TestCloud cloud = TestCloud.openDurable(directory)) {
                Site site = new Site(() -> cloud);
                cloud.time().advance(Duration.ofSeconds(10));
                assertThat(site.address(listener)).isEqualTo(address);
                assertThat(site.get(listener, "/").body()).isEqualTo("here\n");
                assertThat(site.health(group, backend).state()).isEqualTo(TargetHealthStateEnum.DRAINING);
                cloud.time().advance(Duration.ofSeconds(330));
                assertThat(site.health(group, backend).state()).isEqualTo(TargetHealthStateEnum.UNUSED);

                assertThat(cloud.get(CloudWatchClient.class)
                                .listMetrics(r -> r.namespace("AWS/ApplicationELB"))
                                .metrics())
                        .extracting(Metric::metricName)
                        .contains(
                                "RequestCount",
                                "HTTPCode_Target_2XX_Count",
                                "TargetResponseTime",
                                "HealthyHostCount",
                                "UnHealthyHostCount");
            }
        }
    }
}
