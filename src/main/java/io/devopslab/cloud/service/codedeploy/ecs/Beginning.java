package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.TargetGroupPairInfo;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Finds out what a deployment has to work on, and whether it can. */
final class Beginning {

    private final TaskSets taskSets;
    private final ServiceTraffic traffic;

    Beginning(TaskSets taskSets, ServiceTraffic traffic) {
        this.taskSets = taskSets;
        this.traffic = traffic;
    }

    /**
     * @throws DeploymentFailure when the service, its target groups or its listeners are not as they must be
     */
    Course.Place place(DeploymentRow row) throws DeploymentFailure {
        Service service = taskSets.service(row.group().ecsServices().get(0));
        TaskSet primary = service.taskSets().stream()
                .filter(set -> "PRIMARY".equals(set.status()))
                .findFirst()
                .orElseThrow(() -> new DeploymentFailure(
                        ErrorCode.INVALID_ECS_SERVICE, "The deployment failed because no primary task set was found."));
        LoadBalancer balancer = primary.loadBalancers().stream()
                .findFirst()
                .orElseThrow(() -> ServiceTraffic.invalid("The primary task set of the service has no target group."));
        TargetGroupPairInfo pair =
                row.info().loadBalancerInfo().targetGroupPairInfoList().get(0);
        String first = traffic.group(pair.targetGroups().get(0).name());
        String second = traffic.group(pair.targetGroups().get(1).name());
        String blue = balancer.targetGroupArn();
        if (!List.of(first, second).contains(blue)) {
            throw ServiceTraffic.invalid(
                    "The target group of the primary task set, " + blue + ", is none of the deployment group's.");
        }
        String listener = pair.prodTrafficRoute().listenerArns().get(0);
        if (!traffic.leadsTo(listener, blue)) {
            throw ServiceTraffic.invalid("Primary taskset target group must be behind listener " + listener + ".");
        }
        Optional<String> test = pair.testTrafficRoute() == null
                ? Optional.empty()
                : pair.testTrafficRoute().listenerArns().stream().findFirst();
        String green = blue.equals(first) ? second : first;
        Course.Place place = new Course.Place(
                row.group().ecsServices().get(0).clusterName(),
                service.serviceName(),
                primary.taskSetArn(),
                primary.taskDefinition(),
                balancer.containerName(),
                balancer.containerPort(),
                blue,
                green,
                listener,
                test);
        clear(place, service);
        return place;
    }

    /**
     * Removes task sets that an earlier deployment left, which failed and was not rolled back; not while one of them has
     * traffic.
     */
    private void clear(Course.Place place, Service service) throws DeploymentFailure {
        List<TaskSet> others = service.taskSets().stream()
                .filter(set -> !place.blue().equals(set.taskSetArn()))
                .filter(set -> !"DRAINING".equals(set.status()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        if (traffic.percentage(place.prodListener(), place.blueGroup(), place.greenGroup()) > 0) {
            throw new DeploymentFailure(
                    ErrorCode.INVALID_ECS_SERVICE,
                    "The deployment failed because the service has several task sets with traffic, which an earlier"
                            + " deployment left. Give the listener's whole traffic to the primary task set first.");
        }
        for (TaskSet other : others) {
            taskSets.delete(place, other.taskSetArn());
        }
    }
}
