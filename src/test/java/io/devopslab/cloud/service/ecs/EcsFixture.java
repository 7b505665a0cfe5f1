package io.devopslab.cloud.service.ecs;

import io.devopslab.aws.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A cluster, definitions and services behind a load balancer. Names are new each time. */
public final class EcsFixture {

    public static final int PORT = 8080;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Clients clients;
    private final Consumer<Duration> pass;
    public final String cluster = name("cluster");

    public EcsFixture(Clients clients, Consumer<Duration> pass) {
        this.clients = clients;
        this.pass = pass;
        ecs().createCluster(r -> r.clusterName(cluster));
    }

    public static String name(String prefix) {
        return prefix + "-" + COUNT.incrementAndGet();
    }

    public EcsClient ecs() {
        return clients.get(EcsClient.class);
    }

    public ElasticLoadBalancingV2Client elb() {
        return clients.get(ElasticLoadBalancingV2Client.class);
    }

    public void pass(Duration duration) {
        pass.accept(duration);
    }

    public List<String> subnets() {
        return clients.get(Ec2Client.class).describeSubnets().subnets().stream()
                .map(Subnet::subnetId)
                .toList();
    }

    /** Where tasks are: in any of the subnets. */
    public Consumer<NetworkConfiguration.Builder> network() {
        return network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnets()));
    }

    /** What a service needs for its container to be among the targets of that group. */
    public static Consumer<LoadBalancer.Builder> behind(String targetGroup) {
        return balancer ->
                balancer.targetGroupArn(targetGroup).containerName("app").containerPort(PORT);
    }

    /** The ARN of a new revision whose one container has that image. */
    public String definition(String family, String image, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        return ecs().registerTaskDefinition(r -> r.family(family)
                        .networkMode(NetworkMode.AWSVPC)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .cpu("256")
                        .memory("512")
                        .containerDefinitions(c -> c.name("app").image(image).portMappings(p -> p.containerPort(PORT)))
                        .applyMutation(more))
                .taskDefinition()
                .taskDefinitionArn();
    }

    public String definition(String family, String image) {
        return definition(family, image, r -> {});
    }

    public String targetGroup(String name) {
        String vpc = clients.get(Ec2Client.class).describeVpcs().vpcs().get(0).vpcId();
        String arn = elb().createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(PORT)
                        .vpcId(vpc)
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckIntervalSeconds(10)
                        .unhealthyThresholdCount(2)
                        .healthyThresholdCount(2))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb().modifyTargetGroupAttributes(r -> r.targetGroupArn(arn)
                .attributes(a -> a.key("deregistration_delay.timeout_seconds").value("10")));
        return arn;
    }

    public String balancer() {
        return elb().createLoadBalancer(r -> r.name(name("lb")).subnets(subnets()))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    public String listener(String balancer, String targetGroup) {
        return elb().createListener(r -> r.loadBalancerArn(balancer)
                        .port(freePort())
                        .protocol(ProtocolEnum.HTTP)
                        .defaultActions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroup)))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String service(String name, String definition, Consumer<CreateServiceRequest.Builder> more) {
        return ecs().createService(r -> r.cluster(cluster)
                        .serviceName(name)
                        .taskDefinition(definition)
                        .desiredCount(1)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(network())
                        .applyMutation(more))
                .service()
                .serviceArn();
    }

    public Service describe(String service) {
        return ecs().describeServices(r -> r.cluster(cluster).services(service))
                .services()
                .get(0);
    }

    public List<String> messages(String service) {
        return describe(service).events().stream().map(ServiceEvent::message).toList();
    }

    public List<Task> tasks(String service, DesiredStatus status) {
        List<String> arns = ecs().listTasks(
                        r -> r.cluster(cluster).serviceName(service).desiredStatus(status))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs().describeTasks(r -> r.cluster(cluster).tasks(arns)).tasks();
    }

    public Task task(String arn) {
        return ecs().describeTasks(r -> r.cluster(cluster).tasks(arn)).tasks().get(0);
    }

    /** Where a listener answers. */
    public String address(String listener) {
        return elb().describeTags(r -> r.resourceArns(listener)).tagDescriptions().get(0).tags().stream()
                .filter(tag -> tag.key().equals("lab:address"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** What stands at an address of this machine now. */
    public static String ask(String address) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    public String askListener(String listener) {
        return ask(address(listener));
    }
}
