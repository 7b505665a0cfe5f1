package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.aws.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A load balancer in a test's cloud, and a browser in front of it. */
final class Site {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Supplier<Clients> clients;

    Site(Supplier<Clients> clients) {
        this.clients = clients;
    }

    ElasticLoadBalancingV2Client elb() {
        return clients.get().get(ElasticLoadBalancingV2Client.class);
    }

    private Ec2Client ec2() {
        return clients.get().get(Ec2Client.class);
    }

    String vpc() {
        return ec2().describeVpcs().vpcs().get(0).vpcId();
    }

    List<String> subnets() {
        return ec2().describeSubnets().subnets().stream().map(Subnet::subnetId).toList();
    }

    String balancer(String name) {
        return elb().createLoadBalancer(r -> r.name(name).subnets(subnets()))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    String group(String name) {
        return group(name, r -> {});
    }

    String group(String name, Consumer<CreateTargetGroupRequest.Builder> more) {
        CreateTargetGroupRequest.Builder request = CreateTargetGroupRequest.builder()
                .name(name)
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .vpcId(vpc())
                .targetType(TargetTypeEnum.IP);
        more.accept(request);
        return elb().createTargetGroup(request.build()).targetGroups().get(0).targetGroupArn();
    }

    void register(String group, Backend... backends) {
        for (Backend backend : backends) {
            elb().registerTargets(r ->
                    r.targetGroupArn(group).targets(t -> t.id("127.0.0.1").port(backend.port())));
        }
    }

    void deregister(String group, Backend backend) {
        elb().deregisterTargets(r ->
                r.targetGroupArn(group).targets(t -> t.id("127.0.0.1").port(backend.port())));
    }

    TargetHealth health(String group, Backend backend) {
        return elb().describeTargetHealth(r ->
                        r.targetGroupArn(group).targets(t -> t.id("127.0.0.1").port(backend.port())))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
    }

    static Action forward(String... groups) {
        int[] even = new int[groups.length];
        java.util.Arrays.fill(even, 1);
        return forward(List.of(groups), even);
    }

    static Action forward(List<String> groups, int... weights) {
        ForwardActionConfig.Builder config = ForwardActionConfig.builder();
        List<software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple> tuples =
                new java.util.ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            tuples.add(software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple.builder()
                    .targetGroupArn(groups.get(i))
                    .weight(weights[i])
                    .build());
        }
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config.targetGroups(tuples).build())
                .build();
    }

    static Action fixed(String text) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(f -> f.statusCode("200").messageBody(text))
                .build();
    }

    String listener(String balancer, Action action) {
        return elb().createListener(r -> r.loadBalancerArn(balancer)
                        .port(freePort())
                        .protocol(ProtocolEnum.HTTP)
                        .defaultActions(action))
                .listeners()
                .get(0)
                .listenerArn();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a listener answers, as its tag says. */
    String address(String listener) {
        return elb().describeTags(r -> r.resourceArns(listener)).tagDescriptions().get(0).tags().stream()
                .filter(tag -> tag.key().equals("lab:address"))
                .findFirst()
                .map(Tag::value)
                .orElseThrow();
    }

    HttpResponse<String> get(String listener, String path) throws IOException, InterruptedException {
        return send(listener, path, r -> {});
    }

    HttpResponse<String> send(String listener, String path, Consumer<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address(listener) + path));
        more.accept(request);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
