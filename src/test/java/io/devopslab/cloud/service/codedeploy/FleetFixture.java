package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilter;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.s3.S3Client;

/** Instances behind a load balancer, what CodeDeploy installs on them, and browsers in front of it. */
final class FleetFixture {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Serves the page of the host, on the host's own address, and says when it does. */
    private static final String SERVER = """
            import http.server, os
            class Handler(http.server.SimpleHTTPRequestHandler):
                def log_message(self, *args): pass
            http.server.ThreadingHTTPServer.request_queue_size = 128
            server = http.server.ThreadingHTTPServer((os.environ['HOST'], int(os.environ['PORT'])), Handler)
            open(os.path.join(os.environ['INSTANCE_ROOT'], 'up'), 'w').close()
            server.serve_forever()
            """;

    private static final String START = """
            #!/bin/sh
            cd "$INSTANCE_ROOT/srv/app" || exit 1
            rm -f "$INSTANCE_ROOT/up"
            python3 server.py > /dev/null 2>&1 &
            echo $! > "$INSTANCE_ROOT/pid"
            until [ -f "$INSTANCE_ROOT/up" ]; do kill -0 $! || exit 1; sleep 0.05; done
            """;

    /** Its successor needs the port, so it waits for the end, but not for ever: nobody may ask for its exit code. */
    private static final String STOP = """
            #!/bin/sh
            pid="$(cat "$INSTANCE_ROOT/pid")"
            kill "$pid" || exit 1
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              kill -0 "$pid" 2> /dev/null || exit 0
              sleep 0.05
            done
            """;

    private final CodeDeployFixture shops;
    private final Clients clients;
    final String name = CodeDeployFixture.name("fleet");
    final String targetGroup;
    final String listener;

    /** @param delay of deregistration, in seconds */
    FleetFixture(Clients clients, Consumer<Duration> pass, int delay) {
        this.clients = clients;
        this.shops = new CodeDeployFixture(clients, pass);
        List<Subnet> subnets = ec2().describeSubnets().subnets();
        targetGroup = elb().createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(subnets.get(0).vpcId())
                        .healthCheckIntervalSeconds(15)
                        .targetType(TargetTypeEnum.INSTANCE))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb().modifyTargetGroupAttributes(r -> r.targetGroupArn(targetGroup)
                .attributes(a -> a.key("deregistration_delay.timeout_seconds").value(Integer.toString(delay))));
        String balancer = elb().createLoadBalancer(r -> r.name(name)
                        .subnets(subnets.stream().map(Subnet::subnetId).toList()))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        listener = elb().createListener(r -> r.loadBalancerArn(balancer)
                        .port(freePort())
                        .protocol(ProtocolEnum.HTTP)
                        .defaultActions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroup)))
                .listeners()
                .get(0)
                .listenerArn();
        S3Client s3 = clients.get(S3Client.class);
        s3.createBucket(r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        deploy().createApplication(r -> r.applicationName(name));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CodeDeployClient deploy() {
        return shops.deploy();
    }

    Ec2Client ec2() {
        return clients.get(Ec2Client.class);
    }

    ElasticLoadBalancingV2Client elb() {
        return clients.get(ElasticLoadBalancingV2Client.class);
    }

    void pass(Duration duration) {
        shops.pass(duration);
    }

    /** Running instances of that colour. */
    List<String> instances(String color, int count) {
        return instances(color, count, "");
    }

    /** The same with user data, a script. */
    List<String> instances(String color, int count, String userData) {
        List<String> ids = ec2()
                .runInstances(r -> r.imageId("ami-0000000000000001a")
                        .instanceType(InstanceType.T3_MICRO)
                        .userData(Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8)))
                        .minCount(count)
                        .maxCount(count)
                        .tagSpecifications(t -> t.resourceType(ResourceType.INSTANCE)
                                .tags(
                                        Tag.builder().key("fleet").value(name).build(),
                                        Tag.builder()
                                                .key("color")
                                                .value(name + color)
                                                .build())))
                .instances()
                .stream()
                .map(Instance::instanceId)
                .toList();
        pass(Duration.ofSeconds(10));
        return ids;
    }

    EC2TagFilter filter(String color) {
        return EC2TagFilter.builder()
                .key("color")
                .value(name + color)
                .type(EC2TagFilterType.KEY_AND_VALUE)
                .build();
    }

    void register(List<String> ids) {
        elb().registerTargets(r -> r.targetGroupArn(targetGroup)
                .targets(ids.stream()
                        .map(id -> TargetDescription.builder().id(id).build())
                        .toList()));
    }

    /** The instances in the target group that are to get requests, and how they are. */
    Map<String, String> registered() {
        return registered(clients, targetGroup);
    }

    static Map<String, String> registered(Clients clients, String targetGroup) {
        Map<String, String> states = new TreeMap<>();
        clients
                .get(ElasticLoadBalancingV2Client.class)
                .describeTargetHealth(r -> r.targetGroupArn(targetGroup))
                .targetHealthDescriptions()
                .stream()
                .filter(target -> !target.targetHealth().stateAsString().equals("draining"))
                .forEach(target ->
                        states.put(target.target().id(), target.targetHealth().stateAsString()));
        return states;
    }

    void group(String group, Consumer<CreateDeploymentGroupRequest.Builder> more) {
        deploy().createDeploymentGroup(r -> r.applicationName(name)
                .deploymentGroupName(group)
                .serviceRoleArn(CodeDeployFixture.ROLE)
                .ec2TagFilters(filter("blue"))
                .deploymentStyle(s -> s.deploymentType("IN_PLACE").deploymentOption("WITH_TRAFFIC_CONTROL"))
                .loadBalancerInfo(b -> b.targetGroupInfoList(t -> t.name(name)))
                .applyMutation(more));
    }

    /** What a server answers with {@code version}; with a script for each event that is given. */
    Map<String, String> bundle(String version, Map<String, String> scripts) {
        Map<String, String> files = new TreeMap<>();
        Map<String, String> all = new TreeMap<>(Map.of("ApplicationStart", START, "ApplicationStop", STOP));
        all.putAll(scripts);
        StringBuilder spec = new StringBuilder("""
                version: 0.0
                os: linux
                files: [{source: app, destination: /srv/app}]
                hooks:
                """);
        all.forEach((event, script) -> {
            files.put("scripts/" + event, script);
            spec.append("  ")
                    .append(event)
                    .append(": [{location: scripts/")
                    .append(event)
                    .append(", timeout: 60}]\n");
        });
        files.put("appspec.yml", spec.toString());
        files.put("app/index.html", version);
        files.put("app/server.py", SERVER);
        return files;
    }

    String start(String group, Map<String, String> bundle, Consumer<CreateDeploymentRequest.Builder> more) {
        String key = CodeDeployFixture.name("bundle") + ".zip";
        clients.get(S3Client.class).putObject(r -> r.bucket(name).key(key), RequestBody.fromBytes(zip(bundle)));
        return deploy().createDeployment(r -> r.applicationName(name)
                        .deploymentGroupName(group)
                        .revision(v -> v.revisionType(RevisionLocationType.S3)
                                .s3Location(o -> o.bucket(name).key(key).bundleType(BundleType.ZIP)))
                        .applyMutation(more))
                .deploymentId();
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    DeploymentInfo deployment(String id) {
        return shops.deployment(id);
    }

    InstanceTarget target(String deployment, String instance) {
        return deploy().getDeploymentTarget(r -> r.deploymentId(deployment).targetId(instance))
                .deploymentTarget()
                .instanceTarget();
    }

    /** The events of a target in their order, with their statuses. */
    List<String> events(String deployment, String instance) {
        return target(deployment, instance).lifecycleEvents().stream()
                .map(event -> event.lifecycleEventName() + " " + event.statusAsString())
                .toList();
    }

    LifecycleEvent event(String deployment, String instance, String name) {
        return target(deployment, instance).lifecycleEvents().stream()
                .filter(event -> event.lifecycleEventName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Where the site answers. */
    String address() {
        return elb().describeTags(r -> r.resourceArns(listener)).tagDescriptions().get(0).tags().stream()
                .filter(tag -> tag.key().equals("lab:address"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** What the site answers now. */
    String ask() {
        return ask(address());
    }

    private static String ask(String address) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + "/"))
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

    /** Asks again and again until it is closed, and counts the answers. Between two questions the clock can go on. */
    Browser browser() {
        return new Browser(address());
    }

    static final class Browser {
        private static final long PERIOD_MILLIS = 20;

        private final Map<String, Integer> answers = new TreeMap<>();
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

        private Browser(String address) {
            for (int i = 0; i < 2; i++) {
                ScheduledFuture<?> asked = threads.scheduleAtFixedRate(
                        () -> browse(address), i * PERIOD_MILLIS / 2, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(asked.isCancelled()).isFalse();
            }
        }

        private void browse(String address) {
            String answer = ask(address);
            synchronized (answers) {
                answers.merge(answer, 1, Integer::sum);
            }
        }

        /** How often each answer came, when the browser is closed now. */
        Map<String, Integer> close() throws InterruptedException {
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            return answers;
        }
    }
}
