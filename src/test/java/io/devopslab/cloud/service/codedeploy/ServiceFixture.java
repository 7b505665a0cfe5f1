package io.devopslab.cloud.service.codedeploy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.service.ecs.EcsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.ECSTarget;
import software.amazon.awssdk.services.codedeploy.model.ECSTaskSet;
import software.amazon.awssdk.services.codedeploy.model.InstanceAction;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/** A service of ECS whose tasks serve "blue", behind a production and a test listener, and a group that deploys it. */
final class ServiceFixture {

    /** Shows in its log how it was asked. */
    private static final String PRINTS = "def handler(event, context):\n    print(event)\n";

    private final CodeDeployFixture functions;
    final EcsFixture site;
    final String application = CodeDeployFixture.name("service-application");
    final String service = EcsFixture.name("service");
    final String family = EcsFixture.name("family");
    final String blueGroup = EcsFixture.name("blue");
    final String greenGroup = EcsFixture.name("green");
    final String blueDefinition;
    final String greenDefinition;
    final String prod;
    final String test;

    ServiceFixture(Clients clients, Consumer<Duration> pass) {
        this.functions = new CodeDeployFixture(clients, pass);
        this.site = new EcsFixture(clients, pass);
        String blue = site.targetGroup(blueGroup);
        site.targetGroup(greenGroup);
        String balancer = site.balancer();
        this.prod = site.listener(balancer, blue);
        this.test = site.listener(balancer, blue);
        this.blueDefinition = site.definition(family, "serves/blue");
        this.greenDefinition = site.definition(family, "serves/green");
        site.service(service, blueDefinition, r -> r.desiredCount(2)
                .deploymentController(c -> c.type(DeploymentControllerType.CODE_DEPLOY))
                .loadBalancers(EcsFixture.behind(blue)));
        deploy().createApplication(r -> r.applicationName(application).computePlatform(ComputePlatform.ECS));
        pass.accept(Duration.ofMinutes(1));
    }

    CodeDeployClient deploy() {
        return functions.deploy();
    }

    /** A group that ends the original tasks after five minutes. */
    void group(Consumer<CreateDeploymentGroupRequest.Builder> more) {
        deploy().createDeploymentGroup(r -> r.applicationName(application)
                .deploymentGroupName("group")
                .serviceRoleArn(CodeDeployFixture.ROLE)
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))
                .ecsServices(e -> e.clusterName(site.cluster).serviceName(service))
                .loadBalancerInfo(b ->
                        b.targetGroupPairInfoList(p -> p.targetGroups(t -> t.name(blueGroup), t -> t.name(greenGroup))
                                .prodTrafficRoute(route -> route.listenerArns(prod))))
                .blueGreenDeploymentConfiguration(
                        b -> b.deploymentReadyOption(o -> o.actionOnTimeout("CONTINUE_DEPLOYMENT"))
                                .terminateBlueInstancesOnDeploymentSuccess(
                                        o -> o.action(InstanceAction.TERMINATE).terminationWaitTimeInMinutes(5)))
                .applyMutation(more));
    }

    /** With the test listener too. */
    void testedGroup(Consumer<CreateDeploymentGroupRequest.Builder> more) {
        group(g -> g.loadBalancerInfo(b ->
                        b.targetGroupPairInfoList(p -> p.targetGroups(t -> t.name(blueGroup), t -> t.name(greenGroup))
                                .prodTrafficRoute(route -> route.listenerArns(prod))
                                .testTrafficRoute(route -> route.listenerArns(test))))
                .applyMutation(more));
    }

    static String appSpec(String definition, String... hooks) {
        StringBuilder text = new StringBuilder("""
                version: 0.0
                Resources:
                  - TargetService:
                      Type: AWS::ECS::Service
                      Properties:
                        TaskDefinition: "%s"
                        LoadBalancerInfo:
                          ContainerName: app
                          ContainerPort: %d
                """.formatted(definition, EcsFixture.PORT));
        if (hooks.length > 0) {
            text.append("Hooks:\n");
            Stream.of(hooks).forEach(hook -> text.append("  - ").append(hook).append('\n'));
        }
        return text.toString();
    }

    String start(Consumer<CreateDeploymentRequest.Builder> more, String... hooks) {
        return startWith(appSpec(greenDefinition, hooks), more);
    }

    String startWith(String appSpec, Consumer<CreateDeploymentRequest.Builder> more) {
        return deploy().createDeployment(r -> r.applicationName(application)
                        .deploymentGroupName("group")
                        .revision(CodeDeployFixture.content(appSpec))
                        .applyMutation(more))
                .deploymentId();
    }

    DeploymentInfo deployment(String id) {
        return functions.deployment(id);
    }

    ECSTarget target(String id) {
        return deploy().getDeploymentTarget(r -> r.deploymentId(id).targetId(site.cluster + ":" + service))
                .deploymentTarget()
                .ecsTarget();
    }

    /** The lifecycle events in their order, with their statuses. */
    List<String> events(String id) {
        return target(id).lifecycleEvents().stream()
                .map(event -> event.lifecycleEventName() + " " + event.statusAsString())
                .toList();
    }

    /** The weight of the traffic of each task set, by its label. */
    Map<String, Double> weights(String id) {
        Map<String, Double> weights = new TreeMap<>();
        for (ECSTaskSet set : target(id).taskSetsInfo()) {
            weights.put(set.taskSetLabelAsString(), set.trafficWeight());
        }
        return weights;
    }

    /** A function that prints its event, to be reported for. */
    String hook() {
        return functions.function(PRINTS);
    }

    void report(String deployment, String hook, LifecycleEventStatus status) {
        deploy().putLifecycleEventHookExecutionStatus(r -> r.deploymentId(deployment)
                .lifecycleEventHookExecutionId(functions.executions(hook).get(0))
                .status(status));
    }

    boolean wasCalled(String hook) {
        return !functions.executions(hook).isEmpty();
    }

    /** How often a listener gives each answer to a hundred questions. */
    Map<String, Integer> answers(String listener) {
        Map<String, Integer> answers = new TreeMap<>();
        String address = site.address(listener);
        for (int i = 0; i < 100; i++) {
            answers.merge(EcsFixture.ask(address), 1, Integer::sum);
        }
        return answers;
    }

    int runningTasks() {
        return site.tasks(service, DesiredStatus.RUNNING).size();
    }
}
