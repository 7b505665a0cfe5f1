package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.metric.Measurement;
import io.devopslab.cloud.runtime.metric.MetricPublisher;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.Meter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * What CloudWatch shows of load balancers ("CloudWatch metrics for your Application Load Balancer"): each number by load
 * balancer, and by target group and load balancer. Numbers of targets come with each health check.
 */
final class BalancerMetrics implements Meter {

    private static final String NAMESPACE = "AWS/ApplicationELB";

    private final MetricPublisher publisher;

    BalancerMetrics(ServiceContext context, Supplier<CloudWatchClient> cloudWatch) {
        this.publisher = new MetricPublisher(
                context.time(), cloudWatch, Arns.of("elasticloadbalancing", context.scope(), "loadbalancer/*"));
    }

    @Override
    public void passed(
            String balancerArn, String groupArn, int targetStatus, int ownStatus, double seconds, Instant time) {
        List<Measurement> counted = new ArrayList<>();
        for (Map<String, String> of : List.of(balancer(balancerArn), group(balancerArn, groupArn))) {
            counted.add(count("RequestCount", of, time));
            if (targetStatus > 0) {
                counted.add(count("HTTPCode_Target_" + targetStatus / 100 + "XX_Count", of, time));
                counted.add(new Measurement(NAMESPACE, "TargetResponseTime", of, StandardUnit.SECONDS, time, seconds));
            } else if (ownStatus >= 502) {
                counted.add(count("TargetConnectionErrorCount", of, time));
            }
        }
        if (ownStatus > 0) {
            counted.addAll(own(balancerArn, ownStatus, time));
        }
        publisher.publish(counted);
    }

    @Override
    public void answered(String balancerArn, int status, Instant time) {
        List<Measurement> counted = new ArrayList<>();
        counted.add(count("RequestCount", balancer(balancerArn), time));
        counted.addAll(own(balancerArn, status, time));
        publisher.publish(counted);
    }

    private static List<Measurement> own(String balancerArn, int status, Instant time) {
        List<Measurement> counted = new ArrayList<>();
        if (status >= 300) {
            counted.add(count("HTTPCode_ELB_" + status / 100 + "XX_Count", balancer(balancerArn), time));
        }
        if (status == 500 || (status >= 502 && status <= 504)) {
            counted.add(count("HTTPCode_ELB_" + status + "_Count", balancer(balancerArn), time));
        }
        return counted;
    }

    @Override
    public void health(String balancerArn, String groupArn, List<TargetRow> targets, Instant time) {
        long healthy = targets.stream().filter(TargetRow::isHealthy).count();
        long unhealthy = targets.stream()
                .filter(row -> row.state() == TargetHealthStateEnum.UNHEALTHY)
                .count();
        Map<String, String> of = group(balancerArn, groupArn);
        publisher.publish(List.of(
                new Measurement(NAMESPACE, "HealthyHostCount", of, StandardUnit.COUNT, time, healthy),
                new Measurement(NAMESPACE, "UnHealthyHostCount", of, StandardUnit.COUNT, time, unhealthy)));
    }

    private static Measurement count(String name, Map<String, String> of, Instant time) {
        return new Measurement(NAMESPACE, name, of, StandardUnit.COUNT, time, 1);
    }

    private static Map<String, String> balancer(String arn) {
        return Map.of("LoadBalancer", Arns.resource(arn).replaceFirst("^loadbalancer/", ""));
    }

    private static Map<String, String> group(String balancerArn, String groupArn) {
        return Map.of(
                "LoadBalancer",
                Arns.resource(balancerArn).replaceFirst("^loadbalancer/", ""),
                "TargetGroup",
                Arns.resource(groupArn));
    }
}
