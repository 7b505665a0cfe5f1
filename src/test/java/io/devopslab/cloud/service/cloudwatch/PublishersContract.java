package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.runtime.function.JavaCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What services tell CloudWatch of themselves. */
abstract class PublishersContract extends CloudWatchSuite {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":["lambda.amazonaws.com","codebuild.amazonaws.com"]}}]}
            """;

    private String role() {
        return client(IamClient.class)
                .createRole(r -> r.roleName("worker").assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
    }

    /** A statistic of a metric over the last hour; nothing where there are no data. */
    private Double statistic(String namespace, String metric, Map<String, String> dimensions, Statistic statistic) {
        pass(Duration.ofMillis(1_100));
        return cloudWatch()
                .getMetricStatistics(r -> r.namespace(namespace)
                        .metricName(metric)
                        .dimensions(new TreeMap<>(dimensions)
                                .entrySet().stream()
                                        .map(d -> Dimension.builder()
                                                .name(d.getKey())
                                                .value(d.getValue())
                                                .build())
                                        .toList())
                        .startTime(now().minusSeconds(3_540))
                        .endTime(now().plusSeconds(60))
                        .period(3_600)
                        .statistics(statistic))
                .datapoints()
                .stream()
                .findFirst()
                .map(point -> switch (statistic) {
                    case SUM -> point.sum();
                    case MAXIMUM -> point.maximum();
                    default -> point.sampleCount();
                })
                .orElse(null);
    }

    private Double sum(String metric, Map<String, String> dimensions) {
        return statistic("AWS/Lambda", metric, dimensions, Statistic.SUM);
    }

    /** A function that fails when it is told to. */
    private void function(String name, Path classes) {
        JavaCode.compile(classes, "shop/Handler.java", """
                package shop;
                public final class Handler {
                    public String handle(String text) {
                        if (text.equals("bad")) {
                            throw new IllegalStateException("told to");
                        }
                        return text;
                    }
                }
                """);
        String role = role();
        client(LambdaClient.class).createFunction(r -> r.functionName(name)
                .role(role)
                .runtime(Runtime.JAVA17)
                .handler("shop.Handler::handle")
                .code(c -> c.zipFile(SdkBytes.fromByteArray(JavaCode.zip(classes))))
                .publish(true));
    }

    private void invoke(String function, String text) {
        client(LambdaClient.class)
                .invoke(r -> r.functionName(function).payload(SdkBytes.fromUtf8String("\"" + text + "\"")));
    }

    @Test
    void functions_publish_how_often_they_are_called_and_fail(@TempDir Path classes) {
        function("counted", classes);
        client(LambdaClient.class)
                .createAlias(r -> r.functionName("counted").name("live").functionVersion("1"));
        invoke("counted", "good");
        invoke("counted", "bad");
        invoke("counted:live", "bad");

        Map<String, String> all = Map.of("FunctionName", "counted");
        assertThat(sum("Invocations", all)).isEqualTo(3);
        assertThat(sum("Errors", all)).isEqualTo(2);
        assertThat(sum("Throttles", all)).isEqualTo(0);
        assertThat(sum("Duration", all)).isPositive();
        assertThat(statistic("AWS/Lambda", "ConcurrentExecutions", all, Statistic.MAXIMUM))
                .isEqualTo(1);
        assertThat(sum("Invocations", Map.of())).isEqualTo(3);
        assertThat(sum("Errors", Map.of("FunctionName", "counted", "Resource", "counted")))
                .isEqualTo(1);
        assertThat(sum("Errors", Map.of("FunctionName", "counted", "Resource", "counted:live")))
                .isEqualTo(1);
        assertThat(sum("Errors", Map.of("FunctionName", "counted", "Resource", "counted:live", "ExecutedVersion", "1")))
                .isEqualTo(1);
        assertThat(sum(
                        "Errors",
                        Map.of("FunctionName", "counted", "Resource", "counted", "ExecutedVersion", "$LATEST")))
                .isNull();
        assertThat(cloudWatch().listMetrics(r -> r.namespace("AWS/Lambda")).metrics())
                .extracting(Metric::metricName)
                .contains("Invocations", "Duration");
    }

    @Test
    void calls_that_are_turned_away_are_throttles(@TempDir Path classes) {
        function("none", classes);
        client(LambdaClient.class)
                .putFunctionConcurrency(r -> r.functionName("none").reservedConcurrentExecutions(0));
        assertThatThrownBy(() -> invoke("none", "good")).isInstanceOf(TooManyRequestsException.class);
        // A client that tries again is turned away again.
        assertThat(sum("Throttles", Map.of("FunctionName", "none"))).isBetween(1.0, 3.0);
        assertThat(sum("Invocations", Map.of("FunctionName", "none"))).isNull();
    }

    @Test
    void an_alarm_calls_a_function_that_learns_what_happened(@TempDir Path classes) {
        JavaCode.compile(classes, "shop/Told.java", """
                package shop;
                import java.util.Map;
                public final class Told {
                    public String handle(Map<String, Object> event) {
                        Map<?, ?> alarm = (Map<?, ?>) event.get("alarmData");
                        System.out.println(event.get("source") + " " + event.get("alarmArn") + " "
                            + alarm.get("alarmName") + " " + ((Map<?, ?>) alarm.get("state")).get("value"));
                        return "";
                    }
                }
                """);
        String role = role();
        String function = client(LambdaClient.class)
                .createFunction(r -> r.functionName("told")
                        .role(role)
                        .runtime(Runtime.JAVA17)
                        .handler("shop.Told::handle")
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(JavaCode.zip(classes)))))
                .functionArn();
        String arn = alarm("calling", r -> r.alarmActions(function));
        put("calling", 11);
        passMinutes(1);
        pass(Duration.ofSeconds(5));
        assertThat(client(CloudWatchLogsClient.class)
                        .filterLogEvents(r -> r.logGroupName("/aws/lambda/told"))
                        .events())
                .anySatisfy(event ->
                        assertThat(event.message().strip()).isEqualTo("aws.cloudwatch " + arn + " calling ALARM"));
    }

    @Test
    void metric_filters_count_what_is_logged() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.class);
        logs.createLogGroup(r -> r.logGroupName("app"));
        logs.createLogStream(r -> r.logGroupName("app").logStreamName("one"));
        logs.putMetricFilter(r -> r.logGroupName("app")
                .filterName("errors")
                .filterPattern("ERROR")
                .metricTransformations(t -> t.metricNamespace("app")
                        .metricName("errors")
                        .metricValue("1")
                        .defaultValue(0.0)));
        logs.putMetricFilter(r -> r.logGroupName("app")
                .filterName("latency")
                .filterPattern("{ $.status = 200 }")
                .metricTransformations(t -> t.metricNamespace("app")
                        .metricName("latency")
                        .metricValue("$.took")
                        .unit("Milliseconds")
                        .dimensions(Map.of("Path", "$.path"))));
        log("all is well");
        assertThat(statistic("app", "errors", Map.of(), Statistic.SUM)).isEqualTo(0);
        log("ERROR one");
        log("ERROR two");
        log("{\"status\": 200, \"took\": 40, \"path\": \"/fee\"}");
        log("{\"status\": 500, \"took\": 90, \"path\": \"/fee\"}");
        assertThat(statistic("app", "errors", Map.of(), Statistic.SUM)).isEqualTo(2);
        assertThat(statistic("app", "latency", Map.of("Path", "/fee"), Statistic.SUM))
                .isEqualTo(40);
    }

    private void log(String message) {
        client(CloudWatchLogsClient.class).putLogEvents(r -> r.logGroupName("app")
                .logStreamName("one")
                .logEvents(InputLogEvent.builder()
                        .timestamp(now().toEpochMilli())
                        .message(message)
                        .build()));
    }

    @Test
    void builds_are_counted_and_timed() {
        String role = role();
        CodeBuildClient builds = client(CodeBuildClient.class);
        builds.createProject(r -> r.name("app")
                .serviceRole(role)
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("{version: 0.2, phases: {build: {commands: ['test \"$GOOD\" = yes']}}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image("aws/codebuild/standard:7.0")
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)));
        builds.startBuild(r -> r.projectName("app")
                .environmentVariablesOverride(v -> v.name("GOOD").value("yes")));
        builds.startBuild(r -> r.projectName("app"));
        pass(Duration.ofSeconds(10));

        Map<String, String> project = Map.of("ProjectName", "app");
        assertThat(statistic("AWS/CodeBuild", "Builds", project, Statistic.SUM)).isEqualTo(2);
        assertThat(statistic("AWS/CodeBuild", "SucceededBuilds", project, Statistic.SUM))
                .isEqualTo(1);
        assertThat(statistic("AWS/CodeBuild", "FailedBuilds", Map.of(), Statistic.SUM))
                .isEqualTo(1);
        assertThat(statistic("AWS/CodeBuild", "Duration", project, Statistic.SAMPLE_COUNT))
                .isEqualTo(2);
        assertThat(statistic("AWS/CodeBuild", "BuildDuration", project, Statistic.SAMPLE_COUNT))
                .isEqualTo(2);
        assertThat(StandardUnit.SECONDS)
                .isEqualTo(cloudWatch()
                        .getMetricStatistics(r -> r.namespace("AWS/CodeBuild")
                                .metricName("Duration")
                                .startTime(now().minusSeconds(600))
                                .endTime(now().plusSeconds(60))
                                .period(3_600)
                                .statistics(Statistic.SUM))
                        .datapoints()
                        .get(0)
                        .unit());
    }
}
