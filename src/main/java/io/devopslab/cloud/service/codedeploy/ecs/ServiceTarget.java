package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.appspec.EcsSpec;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetType;
import software.amazon.awssdk.services.codedeploy.model.ECSTaskSet;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/**
 * The one service that a deployment deploys, as it tells of it. Its identifier is {@code CLUSTER:SERVICE}
 * (CodeDeploy API Reference, "BatchGetDeploymentTargets").
 */
final class ServiceTarget {

    static final String INSTALL = "Install";
    static final String ALLOW_TEST = "AllowTestTraffic";
    static final String ALLOW = "AllowTraffic";

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final TargetLog log;
    private final TaskSets taskSets;

    ServiceTarget(ServiceContext context, DeploymentTable deployments, TaskSets taskSets) {
        this.context = context;
        this.deployments = deployments;
        this.log = new TargetLog(context, deployments);
        this.taskSets = taskSets;
    }

    static String id(Course.Place place) {
        return place.cluster() + ":" + place.service();
    }

    /** The lifecycle events of a deployment, in their order; those of test traffic only where there is a test listener. */
    static List<String> events(Course.Place place) {
        Stream<String> test = place.testListener().isPresent()
                ? Stream.of(ALLOW_TEST, EcsSpec.AFTER_ALLOW_TEST_TRAFFIC)
                : Stream.empty();
        return Stream.of(
                        Stream.of(EcsSpec.BEFORE_INSTALL, INSTALL, EcsSpec.AFTER_INSTALL),
                        test,
                        Stream.of(EcsSpec.BEFORE_ALLOW_TRAFFIC, ALLOW, EcsSpec.AFTER_ALLOW_TRAFFIC))
                .flatMap(each -> each)
                .toList();
    }

    /** Inside a write. */
    void begin(String deployment, Course.Place place, List<String> events) {
        DeploymentTarget target = DeploymentTarget.builder()
                .deploymentTargetType(DeploymentTargetType.ECS_TARGET)
                .ecsTarget(ecs -> ecs.deploymentId(deployment)
                        .targetId(id(place))
                        .targetArn(
                                Arns.of("ecs", context.scope(), "service/" + place.cluster() + "/" + place.service()))
                        .status(TargetStatus.IN_PROGRESS)
                        .lastUpdatedAt(context.time().instant())
                        .lifecycleEvents(Targets.pending(events))
                        .taskSetsInfo(List.of()))
                .build();
        deployments.update(deployment, row -> row.with(List.of(target)));
    }

    /** Writes down how the task sets are now. */
    void look(String deployment, Course course) {
        List<ECSTaskSet> sets = taskSets.all(course.place()).stream()
                .filter(set -> isBlue(course, set) || isGreen(course, set))
                .map(set -> shown(course, set))
                .toList();
        log.each(
                deployment,
                id(course.place()),
                target -> target.ecsTarget().taskSetsInfo().equals(sets)
                        ? target
                        : target.toBuilder()
                                .ecsTarget(target.ecsTarget().toBuilder()
                                        .taskSetsInfo(sets)
                                        .lastUpdatedAt(context.time().instant())
                                        .build())
                                .build());
    }

    /** The name in {@code …:targetgroup/NAME/ID}. */
    private static String nameOf(String group) {
        return group.substring(group.indexOf('/') + 1, group.lastIndexOf('/'));
    }

    private static boolean isBlue(Course course, TaskSet set) {
        return course.place().blue().equals(set.taskSetArn());
    }

    private static boolean isGreen(Course course, TaskSet set) {
        return course.green().filter(set.taskSetArn()::equals).isPresent();
    }

    private static ECSTaskSet shown(Course course, TaskSet set) {
        boolean isGreen = isGreen(course, set);
        String group = isGreen ? course.place().greenGroup() : course.place().blueGroup();
        return ECSTaskSet.builder()
                .identifer(set.id())
                .desiredCount(Long.valueOf(set.computedDesiredCount()))
                .pendingCount(Long.valueOf(set.pendingCount()))
                .runningCount(Long.valueOf(set.runningCount()))
                .status(set.status())
                .trafficWeight((double) (isGreen ? course.percentage() : 100 - course.percentage()))
                .targetGroup(each -> each.name(nameOf(group)))
                .taskSetLabel(isGreen ? TargetLabel.GREEN : TargetLabel.BLUE)
                .build();
    }
}
