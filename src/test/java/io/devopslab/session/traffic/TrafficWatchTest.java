package io.devopslab.session.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.runtime.function.JavaCode;
import io.devopslab.session.traffic.Sample.Deployment;
import io.devopslab.session.traffic.Sample.Share;
import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Traffic on a real alias of the embedded cloud, whose second version fails. */
final class TrafficWatchTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/shop";

    /** Shares are those of ten seconds. */
    private static final int RATE = 5;

    private TestCloud cloud;
    private LambdaClient lambda;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        lambda = cloud.get(LambdaClient.class);
        cloud.get(IamClient.class).createRole(r -> r.roleName("shop").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["codedeploy.amazonaws.com", "lambda.amazonaws.com"]}}]}"""));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private TrafficWatch watch(String alias) {
        Site site = new Site("embedded", "123456789012", "eu-west-1", cloud, new Clock() {
            @Override
            public Instant now() {
                return cloud.time().instant();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                cloud.time().pause(duration);
            }
        });
        return new TrafficWatch(site, new Callee.Alias("shop", alias, "{\"fail\": true}"), RATE);
    }

    private static SdkBytes code(String body) {
        return SdkBytes.fromByteArray(JavaCode.zip("index.py", "def handler(event, context):\n    " + body + "\n"));
    }

    private void twoVersions() {
        lambda.createFunction(r -> r.functionName("shop")
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .timeout(20)
                .role(ROLE)
                .code(c -> c.zipFile(code("return 1"))));
        lambda.publishVersion(r -> r.functionName("shop"));
        lambda.updateFunctionCode(
                r -> r.functionName("shop").zipFile(code("return 1 if not event['fail'] else 1 / 0")));
        lambda.publishVersion(r -> r.functionName("shop"));
        lambda.createAlias(r -> r.functionName("shop").name("live").functionVersion("1"));
    }

    private static void call(TrafficWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.call();
        }
    }

    @Test
    void who_answers_is_counted_beside_what_the_alias_says() {
        twoVersions();
        lambda.updateAlias(r ->
                r.functionName("shop").name("live").routingConfig(c -> c.additionalVersionWeights(Map.of("2", 0.25))));
        TrafficWatch watch = watch("live");

        call(watch, 40);
        Sample sample = watch.sample();

        assertThat(sample.calls()).isEqualTo(40);
        assertThat(sample.counted()).isEqualTo(40);
        assertThat(sample.at()).isEqualTo(TestCloud.START);
        assertThat(sample.trouble()).isEmpty();
        assertThat(sample.shares()).extracting(Share::version).containsExactly("1", "2");
        assertThat(sample.shares().get(0).weight()).hasValue(0.75);
        assertThat(sample.shares().get(1).weight()).hasValue(0.25);
        assertThat(sample.shares().get(0).errors()).isZero();
        assertThat(sample.shares().get(1).answers()).isBetween(3, 20);
        assertThat(sample.shares().get(1).errors())
                .isEqualTo(sample.shares().get(1).answers());
    }

    @Test
    void only_the_newest_calls_count_so_that_the_split_is_seen_to_move() {
        twoVersions();
        TrafficWatch watch = watch("live");
        call(watch, 10 * RATE);
        lambda.updateAlias(r -> r.functionName("shop").name("live").functionVersion("2"));
        call(watch, 10 * RATE);

        Sample sample = watch.sample();

        assertThat(sample.calls()).isEqualTo(20 * RATE);
        assertThat(sample.shares()).extracting(Share::version).containsExactly("2");
        assertThat(sample.counted()).isEqualTo(10 * RATE);
    }

    @Test
    void what_cannot_be_called_is_told_and_gone_on_with() {
        TrafficWatch watch = watch("live");
        call(watch, 1);
        assertThat(watch.sample().trouble().orElseThrow()).contains("shop");
        assertThat(watch.sample().shares()).isEmpty();

        twoVersions();
        call(watch, 1);
        assertThat(watch.sample().trouble()).isEmpty();
        assertThat(watch.sample().shares()).hasSize(1);
    }

    @Test
    void the_newest_deployment_of_the_alias_is_found_among_all() {
        twoVersions();
        lambda.createAlias(r -> r.functionName("shop").name("test").functionVersion("1"));
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        deploy.createApplication(r -> r.applicationName("shop").computePlatform(ComputePlatform.LAMBDA));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("live")
                .serviceRoleArn(ROLE)
                .deploymentConfigName("CodeDeployDefault.LambdaCanary10Percent5Minutes")
                .deploymentStyle(s -> s.deploymentType(DeploymentType.BLUE_GREEN)
                        .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL)));
        TrafficWatch watch = watch("live");
        assertThat(watch.sample().deployment()).isEmpty();

        String id = start(deploy, "live");
        cloud.time().advance(Duration.ofMinutes(1));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("test")
                .serviceRoleArn(ROLE)
                .deploymentStyle(s -> s.deploymentType(DeploymentType.BLUE_GREEN)
                        .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL)));
        start(deploy, "test");
        cloud.time().advance(Duration.ofMinutes(1));

        Sample sample = watch.sample();
        assertThat(sample.deployment())
                .contains(new Deployment(
                        id,
                        "InProgress",
                        "CodeDeployDefault.LambdaCanary10Percent5Minutes",
                        "user",
                        Optional.empty(),
                        Optional.empty()));
        assertThat(sample.shares().get(1).weight()).hasValue(0.1);
    }

    private static String start(CodeDeployClient deploy, String alias) {
        String spec = """
                version: 0.0
                Resources:
                  - shop:
                      Type: AWS::Lambda::Function
                      Properties: {Name: shop, Alias: %s, CurrentVersion: 1, TargetVersion: 2}
                """.formatted(alias);
        return deploy.createDeployment(r -> r.applicationName("shop")
                        .deploymentGroupName(alias)
                        .revision(v -> v.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                                .appSpecContent(c -> c.content(spec))))
                .deploymentId();
    }

    @Test
    void it_ends_by_itself_after_the_time_that_it_was_given() throws InterruptedException {
        twoVersions();
        List<Sample> heard = new ArrayList<>();

        watch("live").run(Optional.of(Duration.ofMillis(10)), heard::add);

        assertThat(heard).hasSize(1);
    }

    @Test
    void who_interrupts_ends_it() {
        twoVersions();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> watch("live").run(Optional.empty(), sample -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
