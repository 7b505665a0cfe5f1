package io.devopslab.dora;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Operations;
import io.devopslab.cloud.TestCloud;
import io.devopslab.dora.Deployment.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The metrics of what a pipeline, CodeDeploy and an alarm of the embedded cloud have really done. */
final class HistoryReaderEmbeddedTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/pipeline";
    private static final String SPEC = """
            version: 0.0
            os: linux
            files: [{source: page.txt, destination: /srv}]
            hooks: {ValidateService: [{location: check.sh, timeout: 60}]}
            """;

    private TestCloud cloud;
    private Optional<String> head = Optional.empty();

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        cloud.get(IamClient.class).createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":["codepipeline.amazonaws.com","codedeploy.amazonaws.com"]}}]}
                """));
        cloud.get(S3Client.class).createBucket(r -> r.bucket("artifacts")
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        cloud.get(CodeCommitClient.class).createRepository(r -> r.repositoryName("shop"));
        cloud.get(CloudWatchClient.class).putMetricAlarm(r -> r.alarmName("orders-lost")
                .namespace("shop")
                .metricName("Lost")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(0.0)
                .comparisonOperator("GreaterThanThreshold")
                .treatMissingData("notBreaching"));
        group();
    }

    private void group() {
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        deploy.registerOnPremisesInstance(
                r -> r.instanceName("host").iamUserArn("arn:aws:iam::123456789012:user/host"));
        deploy.addTagsToOnPremisesInstances(r -> r.instanceNames("host")
                .tags(Tag.builder().key("app").value("shop").build()));
        deploy.createApplication(r -> r.applicationName("shop"));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("group")
                .serviceRoleArn(ROLE)
                .alarmConfiguration(a -> a.enabled(true).alarms(one -> one.name("orders-lost")))
                .autoRollbackConfiguration(a -> a.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE))
                .onPremisesInstanceTagFilters(f -> f.key("app").value("shop").type("KEY_AND_VALUE")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    /** Commits a page and a check of it, which a quarter of an hour later is deployed. */
    private void release(String page, String check) {
        head = Optional.of(cloud.get(CodeCommitClient.class)
                .createCommit(r -> r.repositoryName("shop")
                        .branchName("main")
                        .parentCommitId(head.orElse(null))
                        .commitMessage(page)
                        .putFiles(
                                file("appspec.yml", SPEC),
                                file("page.txt", page),
                                file("check.sh", "#!/bin/sh\n" + check + "\n")))
                .commitId());
        pass(Duration.ofMinutes(15));
        cloud.get(CodePipelineClient.class).startPipelineExecution(r -> r.name("shop"));
        pass(Duration.ofMinutes(5));
    }

    private static PutFileEntry file(String path, String text) {
        return PutFileEntry.builder()
                .filePath(path)
                .fileContent(SdkBytes.fromUtf8String(text))
                .build();
    }

    private void createPipeline() {
        cloud.get(CodePipelineClient.class)
                .createPipeline(r -> r.pipeline(p -> p.name("shop")
                        .roleArn(ROLE)
                        .artifactStore(s -> s.type(ArtifactStoreType.S3).location("artifacts"))
                        .stages(
                                stage -> stage.name("Source")
                                        .actions(action(
                                                        ActionCategory.SOURCE,
                                                        "CodeCommit",
                                                        Map.of(
                                                                "RepositoryName",
                                                                "shop",
                                                                "BranchName",
                                                                "main",
                                                                "PollForSourceChanges",
                                                                "false"))
                                                .outputArtifacts(o -> o.name("App"))
                                                .build()),
                                stage -> stage.name("Production")
                                        .actions(action(
                                                        ActionCategory.DEPLOY,
                                                        "CodeDeploy",
                                                        Map.of(
                                                                "ApplicationName",
                                                                "shop",
                                                                "DeploymentGroupName",
                                                                "group"))
                                                .inputArtifacts(i -> i.name("App"))
                                                .build()))));
        pass(Duration.ofMinutes(5));
    }

    private static ActionDeclaration.Builder action(
            ActionCategory category, String provider, Map<String, String> configuration) {
        return ActionDeclaration.builder()
                .name(provider)
                .actionTypeId(t -> t.category(category)
                        .owner(ActionOwner.AWS)
                        .provider(provider)
                        .version("1"))
                .configuration(configuration);
    }

    @Test
    void what_codedeploy_took_back_and_what_an_alarm_told_of_are_failures_with_their_recoveries() {
        // The pipeline's creation starts an execution, which finds no commit: it never comes to production.
        createPipeline();
        release("one", "true");
        release("two", "exit 1");
        release("three", "true");
        cloud.get(CloudWatchClient.class).putMetricData(r -> r.namespace("shop")
                .metricData(d -> d.metricName("Lost").value(3.0)));
        pass(Duration.ofMinutes(10));
        release("four", "true");

        History history = new HistoryReader(new Operations(cloud))
                .read("shop", Window.before(cloud.time().instant(), Duration.ofDays(1)));
        assertThat(history.stage()).isEqualTo("Production");
        assertThat(history.notes()).isEmpty();
        assertThat(history.deployments())
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SUCCEEDED, Outcome.SUCCEEDED);
        assertThat(history.deployments()).extracting(Deployment::restored).containsExactly(false, true, false, false);
        assertThat(history.alarms())
                .extracting(change -> change.alarm() + " " + change.state())
                .contains("orders-lost ALARM")
                .endsWith("orders-lost OK");

        Report report = Measurement.of(history);
        assertThat(report.failed())
                .extracting(change -> change.failure().orElseThrow().cause())
                .containsExactly(Change.Cause.ACTION, Change.Cause.ALARM);
        assertThat(report.failed())
                .extracting(change ->
                        change.failure().orElseThrow().recovery().orElseThrow().by())
                .containsExactly(Change.Recovery.By.ITSELF, Change.Recovery.By.DEPLOYMENT);
        assertThat(report.changeFailRate()).hasValue(50);
        assertThat(report.leadTime().orElseThrow()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
        assertThat(report.delivered()).extracting(Change::brought).allMatch(brought -> !List.of()
                .equals(brought));
    }
}
