package io.devopslab.target.embedded;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.SteadyLoad;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.runtime.function.JavaCode;
import io.devopslab.wire.WireServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/**
 * What a canary costs. First: the wall time of canaries of ten minutes on simulated time, as proofs have it, each with an
 * alarm that is looked at all the while. Then: signed calls of a function's alias over the wire at a steady rate on a
 * live clock of sixty times the speed, before, during and after a deployment that moves the alias in ten steps, and one
 * that is stopped and rolled back.
 */
final class CanaryBench {

    private static final int RATE = Integer.getInteger("lab.bench.rate", 500);
    private static final int SECONDS = 15;
    private static final int CANARIES = 8;
    private static final int SPEED = 60;
    private static final String ROLE = "arn:aws:iam::123456789012:role/bench";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Stopped");

    private CanaryBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("canary-bench");
        try (TestCloud cloud = TestCloud.open(directory.resolve("simulated"))) {
            prepare(cloud, "CodeDeployDefault.LambdaCanary10Percent10Minutes");
            for (int i = 0; i < CANARIES; i++) {
                canary(cloud, i % 2 + 1);
            }
        }
        load(directory.resolve("live"));
        RunningCloud.delete(directory);
        System.exit(0);
    }

    private static void canary(TestCloud cloud, int from) throws InterruptedException {
        long begun = System.nanoTime();
        Instant then = cloud.time().instant();
        String id = deploy(cloud, from);
        while (!ENDED.contains(info(cloud, id).statusAsString())) {
            cloud.time().pause(Duration.ofSeconds(2));
        }
        System.out.printf(
                "a canary of %s: %d ms of wall time, %s%n",
                Duration.between(then, cloud.time().instant()),
                (System.nanoTime() - begun) / 1_000_000,
                info(cloud, id).statusAsString());
    }

    private static void prepare(Clients clients, String config) {
        clients.get(IamClient.class).createRole(r -> r.roleName("bench").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["lambda.amazonaws.com", "codedeploy.amazonaws.com"]}}]}"""));
        LambdaClient lambda = clients.get(LambdaClient.class);
        lambda.createFunction(r -> r.functionName("shop")
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .role(ROLE)
                .publish(true)
                .code(c -> c.zipFile(code("one"))));
        lambda.updateFunctionCode(r -> r.functionName("shop").publish(true).zipFile(code("two")));
        lambda.createAlias(r -> r.functionName("shop").name("live").functionVersion("1"));
        clients.get(software.amazon.awssdk.services.cloudwatch.CloudWatchClient.class)
                .putMetricAlarm(r -> r.alarmName("errors")
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .statistic("Sum")
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(0.0)
                        .comparisonOperator("GreaterThanThreshold")
                        .treatMissingData("notBreaching"));
        CodeDeployClient deploy = clients.get(CodeDeployClient.class);
        deploy.createApplication(r -> r.applicationName("shop").computePlatform("Lambda"));
        deploy.createDeploymentConfig(
                r -> r.deploymentConfigName("tenths").computePlatform("Lambda").trafficRoutingConfig(t -> t.type(
                                TrafficRoutingType.TIME_BASED_LINEAR)
                        .timeBasedLinear(linear -> linear.linearPercentage(10).linearInterval(1))));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("live")
                .serviceRoleArn(ROLE)
                .deploymentConfigName(config)
                .alarmConfiguration(a -> a.enabled(true).alarms(one -> one.name("errors")))
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL")));
    }

    private static SdkBytes code(String answer) {
        return SdkBytes.fromByteArray(JavaCode.zip("index.py", "def handler(e, c):\n    return '" + answer + "'\n"));
    }

    private static String deploy(Clients clients, int from) {
        String file = """
                {"version": 0.0, "Resources": [{"shop": {"Type": "AWS::Lambda::Function", "Properties": {"Name": "shop",
                 "Alias": "live", "CurrentVersion": "%d", "TargetVersion": "%d"}}}]}""".formatted(from, 3 - from);
        return clients.get(CodeDeployClient.class)
                .createDeployment(r -> r.applicationName("shop")
                        .deploymentGroupName("live")
                        .revision(v -> v.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                                .appSpecContent(c -> c.content(file))))
                .deploymentId();
    }

    private static DeploymentInfo info(Clients clients, String id) {
        return clients.get(CodeDeployClient.class)
                .getDeployment(r -> r.deploymentId(id))
                .deploymentInfo();
    }

    private static void load(Path directory) throws Exception {
        WireServer server = WireServer.bind(0);
        TestCloud cloud = TestCloud.live(directory, true, SPEED, server.address());
        InstantSource wall = InstantSource.system();
        server.serve(new Serving(cloud.cloud(), address(server.address()), new Activity(wall), directory)
                .config(wall, List.of()));
        try (server;
                cloud) {
            prepare(cloud, "tenths");
            HttpRequest call = signed(cloud.cloud(), server.address());
            run(call, 5);
            System.out.println("one version    " + run(call, SECONDS));
            String moved = deploy(cloud, 1);
            System.out.println("while it moves " + run(call, SECONDS));
            System.out.println("  " + info(cloud, moved).statusAsString());
            System.out.println("one version    " + run(call, SECONDS));
            String stopped = deploy(cloud, 2);
            Thread stop = new Thread(() -> stop(cloud, stopped));
            stop.start();
            System.out.println("moved and back " + run(call, SECONDS));
            stop.join();
            System.out.println("  " + info(cloud, stopped).statusAsString() + ", then "
                    + info(cloud, info(cloud, stopped).rollbackInfo().rollbackDeploymentId())
                            .statusAsString());
        }
    }

    private static void stop(TestCloud cloud, String id) {
        try {
            cloud.time().pause(Duration.ofMinutes(5));
            cloud.get(CodeDeployClient.class)
                    .stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DaemonAddress address(URI endpoint) {
        return new DaemonAddress(
                "bench",
                1,
                endpoint,
                TestCloud.SCOPE.account(),
                TestCloud.SCOPE.region(),
                SPEED,
                false,
                Builds.PROCESS,
                Fallback.NONE,
                Instant.EPOCH,
                Optional.empty());
    }

    private static SteadyLoad.Result run(HttpRequest call, int seconds) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new SteadyLoad(RATE, 8, () -> {
                    HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
                    return answer.statusCode() + " " + answer.body();
                })
                .run(RATE * seconds);
    }

    /** A call of the alias as the SDK signs it: sent again and again, so that the client's own work is small. */
    private static HttpRequest signed(Cloud cloud, URI endpoint) {
        var key = cloud.accessKeys()
                .create(TestCloud.SCOPE.account(), "arn:aws:iam::123456789012:user/bench", "AIDABENCH");
        AtomicReference<SdkHttpRequest> seen = new AtomicReference<>();
        ExecutionInterceptor listener = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                seen.set(context.httpRequest());
            }
        };
        try (LambdaClient own = LambdaClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(TestCloud.SCOPE.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.addExecutionInterceptor(listener))
                .build()) {
            own.invoke(r -> r.functionName("shop").qualifier("live").payload(SdkBytes.fromUtf8String("{}")));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(seen.get().getUri()).POST(BodyPublishers.ofString("{}"));
        seen.get().headers().forEach((name, values) -> {
            if (!Set.of("content-length", "host", "connection", "expect")
                    .contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
