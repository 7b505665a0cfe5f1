package io.devopslab.cloud.service.codestarnotifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.EventTypeSummary;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesFilter;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesFilter;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleStatus;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.codestarnotifications.model.TargetStatus;
import software.amazon.awssdk.services.codestarnotifications.model.TargetSummary;
import software.amazon.awssdk.services.codestarnotifications.model.ValidationException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What any CodeStar Notifications does. Names are unique to each test, so that all may share one account. */
abstract class NotificationsContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIPELINE = "arn:aws:codepipeline:eu-west-1:123456789012:";
    private static final String FAILED = "codepipeline-pipeline-pipeline-execution-failed";
    private static final String SOME_TOPIC = "arn:aws:sns:eu-west-1:123456789012:some";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"codepipeline.amazonaws.com"}}]}
            """;

    abstract <C extends SdkClient> C client(Class<C> type);

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private CodestarNotificationsClient notifications() {
        return client(CodestarNotificationsClient.class);
    }

    String queue(String name) {
        return client(SqsClient.class).createQueue(r -> r.queueName(name)).queueUrl();
    }

    /** A topic that tells the queue. */
    String topic(String name, String queue) {
        String arn = client(SqsClient.class)
                .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String topic = client(SnsClient.class).createTopic(r -> r.name(name)).topicArn();
        client(SnsClient.class).subscribe(r -> r.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn)
                .attributes(Map.of("RawMessageDelivery", "true")));
        return topic;
    }

    List<JsonNode> told(String queue) {
        pass(Duration.ofSeconds(20));
        return client(SqsClient.class)
                .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                .messages()
                .stream()
                .map(message -> json(message.body()))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + text, e);
        }
    }

    String rule(String name, String resource, String topic, DetailType detail, String... events) {
        return notifications()
                .createNotificationRule(r -> r.name(name)
                        .resource(resource)
                        .detailType(detail)
                        .eventTypeIds(events)
                        .targets(target(topic)))
                .arn();
    }

    private static Target target(String topic) {
        return Target.builder().targetType("SNS").targetAddress(topic).build();
    }

    @Test
    void a_rule_is_described_as_it_was_made() {
        String arn = notifications()
                .createNotificationRule(r -> r.name("described")
                        .resource(PIPELINE + "described")
                        .detailType(DetailType.FULL)
                        .eventTypeIds(FAILED)
                        .targets(target(SOME_TOPIC))
                        .tags(Map.of("team", "a")))
                .arn();

        assertThat(arn).matches("arn:aws:codestar-notifications:eu-west-1:123456789012:notificationrule/[0-9a-f]{40}");
        assertThat(notifications().describeNotificationRule(r -> r.arn(arn))).satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("described");
            assertThat(rule.resource()).isEqualTo(PIPELINE + "described");
            assertThat(rule.detailType()).isEqualTo(DetailType.FULL);
            assertThat(rule.status()).isEqualTo(NotificationRuleStatus.ENABLED);
            assertThat(rule.eventTypes())
                    .extracting(EventTypeSummary::eventTypeName)
                    .containsExactly("Pipeline execution: Failed");
            assertThat(rule.targets()).extracting(TargetSummary::targetAddress).containsExactly(SOME_TOPIC);
            assertThat(rule.tags()).containsExactly(Map.entry("team", "a"));
        });
    }

    @Test
    void a_name_is_given_once_and_a_repeated_request_is_the_same() {
        String arn = notifications()
                .createNotificationRule(r -> r.name("once")
                        .resource(PIPELINE + "p")
                        .detailType(DetailType.BASIC)
                        .eventTypeIds(FAILED)
                        .targets(target(SOME_TOPIC))
                        .clientRequestToken("t"))
                .arn();

        assertThat(notifications()
                        .createNotificationRule(r -> r.name("once")
                                .resource(PIPELINE + "p")
                                .detailType(DetailType.BASIC)
                                .eventTypeIds(FAILED)
                                .targets(target(SOME_TOPIC))
                                .clientRequestToken("t"))
                        .arn())
                .isEqualTo(arn);
        assertThatThrownBy(() -> rule("once", PIPELINE + "p", SOME_TOPIC, DetailType.BASIC, FAILED))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        notifications().deleteNotificationRule(r -> r.arn(arn));
        notifications().deleteNotificationRule(r -> r.arn(arn));
        assertThatThrownBy(() -> notifications().describeNotificationRule(r -> r.arn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b|arn:aws:codepipeline:eu-west-1:123456789012:p|" + FAILED + "|" + SOME_TOPIC,
                "ok|pipeline|" + FAILED + "|" + SOME_TOPIC,
                "ok|arn:aws:s3:::bucket|" + FAILED + "|" + SOME_TOPIC,
                "ok|arn:aws:codepipeline:eu-west-1:123456789012:p|nothing|" + SOME_TOPIC,
                "ok|arn:aws:codepipeline:eu-west-1:123456789012:p|codebuild-project-build-state-failed|" + SOME_TOPIC,
                "ok|arn:aws:codepipeline:eu-west-1:123456789012:p|" + FAILED + "|a@example.com"
            })
    void a_rule_that_makes_no_sense_is_refused(String name, String resource, String event, String topic) {
        assertThatThrownBy(() -> rule(name, resource, topic, DetailType.BASIC, event))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void rules_targets_and_event_types_are_listed_by_what_they_are() {
        String arn = rule("listed", PIPELINE + "listed", SOME_TOPIC + "-listed", DetailType.BASIC, FAILED);

        assertThat(notifications()
                        .listNotificationRules(r -> r.filters(ListNotificationRulesFilter.builder()
                                .name("RESOURCE")
                                .value(PIPELINE + "listed")
                                .build()))
                        .notificationRules())
                .extracting("arn")
                .containsExactly(arn);
        assertThat(notifications().listTargetsPaginator(r -> r.maxResults(1)).targets())
                .extracting(TargetSummary::targetAddress)
                .contains(SOME_TOPIC + "-listed");
        assertThat(notifications()
                        .listEventTypesPaginator(r -> r.maxResults(3)
                                .filters(ListEventTypesFilter.builder()
                                        .name("SERVICE_NAME")
                                        .value("CodeBuild")
                                        .build()))
                        .eventTypes())
                .extracting(EventTypeSummary::eventTypeId)
                .containsExactlyInAnyOrder(
                        "codebuild-project-build-state-failed",
                        "codebuild-project-build-state-succeeded",
                        "codebuild-project-build-state-in-progress",
                        "codebuild-project-build-state-stopped",
                        "codebuild-project-build-phase-failure",
                        "codebuild-project-build-phase-success");
        assertThatThrownBy(() -> notifications().listTargets(r -> r.nextToken("!")))
                .hasMessageContaining("NextToken");
    }

    @Test
    void targets_come_and_go() {
        String arn = rule("targets", PIPELINE + "p", SOME_TOPIC, DetailType.BASIC, FAILED);
        String more = SOME_TOPIC + "-more";

        notifications().subscribe(r -> r.arn(arn).target(target(more)));
        assertThat(notifications().describeNotificationRule(r -> r.arn(arn)).targets())
                .hasSize(2);
        assertThatThrownBy(() -> notifications().deleteTarget(r -> r.targetAddress(more)))
                .isInstanceOf(ValidationException.class);
        notifications().deleteTarget(r -> r.targetAddress(more).forceUnsubscribeAll(true));
        notifications().unsubscribe(r -> r.arn(arn).targetAddress(SOME_TOPIC));
        assertThat(notifications().describeNotificationRule(r -> r.arn(arn)).targets())
                .isEmpty();
    }

    @Test
    void tags_come_and_go() {
        String arn = rule("tagged", PIPELINE + "p", SOME_TOPIC, DetailType.BASIC, FAILED);
        notifications().tagResource(r -> r.arn(arn).tags(Map.of("team", "a", "stage", "test")));
        notifications().untagResource(r -> r.arn(arn).tagKeys("stage"));

        assertThat(notifications().listTagsForResource(r -> r.arn(arn)).tags()).containsExactly(Map.entry("team", "a"));
    }

    @Test
    void a_topic_is_told_what_happens_in_a_repository_while_the_rule_is_enabled() {
        CodeCommitClient commits = client(CodeCommitClient.class);
        String repository = commits.createRepository(r -> r.repositoryName("told"))
                .repositoryMetadata()
                .arn();
        String queue = queue("repository");
        String arn = rule(
                "repository",
                repository,
                topic("repository", queue),
                DetailType.BASIC,
                "codecommit-repository-branches-and-tags-created");

        String commit = commits.createCommit(r -> r.repositoryName("told")
                        .branchName("main")
                        .putFiles(PutFileEntry.builder()
                                .filePath("a")
                                .fileContent(SdkBytes.fromUtf8String("a"))
                                .build()))
                .commitId();

        assertThat(told(queue)).singleElement().satisfies(message -> {
            assertThat(message.path("account").asText()).isEqualTo("123456789012");
            assertThat(message.path("region").asText()).isEqualTo("eu-west-1");
            assertThat(message.path("source").asText()).isEqualTo("aws.codecommit");
            assertThat(message.path("detailType").asText()).isEqualTo("CodeCommit Repository State Change");
            assertThat(message.path("notificationRuleArn").asText()).isEqualTo(arn);
            assertThat(message.path("resources").path(0).asText()).isEqualTo(repository);
            assertThat(message.path("detail").path("event").asText()).isEqualTo("referenceCreated");
            assertThat(message.path("additionalAttributes").isObject()).isTrue();
        });

        notifications().updateNotificationRule(r -> r.arn(arn).status(NotificationRuleStatus.DISABLED));
        commits.createBranch(r -> r.repositoryName("told").branchName("quiet").commitId(commit));
        assertThat(told(queue)).isEmpty();
    }

    @Test
    void full_details_say_why_a_pipeline_failed() {
        String queue = queue("failing");
        String topic = topic("failing", queue);
        rule("failing", PIPELINE + "failing", topic, DetailType.FULL, FAILED);
        client(IamClient.class).createRole(r -> r.roleName("failing").assumeRolePolicyDocument(TRUST));
        client(S3Client.class).createBucket(r -> r.bucket("failing-artifacts")
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));

        client(CodePipelineClient.class)
                .createPipeline(r -> r.pipeline(p -> p.name("failing")
                        .roleArn("arn:aws:iam::123456789012:role/failing")
                        .artifactStore(s -> s.type(ArtifactStoreType.S3).location("failing-artifacts"))
                        .stages(stage("Source", source()), stage("Approve", approval()))));

        assertThat(told(queue)).singleElement().satisfies(message -> {
            assertThat(message.path("detail").path("state").asText()).isEqualTo("FAILED");
            JsonNode more = message.path("additionalAttributes");
            assertThat(more.path("failedStage").asText()).isEqualTo("Source");
            assertThat(more.path("failedActionCount").asInt()).isEqualTo(1);
            assertThat(more.path("failedActions").path(0).path("action").asText())
                    .isEqualTo("Fetch");
            assertThat(more.path("failedActions")
                            .path(0)
                            .path("additionalInformation")
                            .asText())
                    .isNotEmpty();
        });
    }

    private static StageDeclaration stage(String name, ActionDeclaration action) {
        return StageDeclaration.builder().name(name).actions(action).build();
    }

    private static ActionDeclaration source() {
        return ActionDeclaration.builder()
                .name("Fetch")
                .actionTypeId(t -> t.category(ActionCategory.SOURCE)
                        .owner(ActionOwner.AWS)
                        .provider("S3")
                        .version("1"))
                .configuration(Map.of("S3Bucket", "failing-artifacts", "S3ObjectKey", "absent"))
                .outputArtifacts(OutputArtifact.builder().name("App").build())
                .build();
    }

    private static ActionDeclaration approval() {
        return ActionDeclaration.builder()
                .name("Approve")
                .actionTypeId(t -> t.category(ActionCategory.APPROVAL)
                        .owner(ActionOwner.AWS)
                        .provider("Manual")
                        .version("1"))
                .build();
    }

    @Test
    void a_topic_that_is_gone_is_shown_as_unreachable() {
        CodeCommitClient commits = client(CodeCommitClient.class);
        String repository = commits.createRepository(r -> r.repositoryName("unreachable"))
                .repositoryMetadata()
                .arn();
        String arn = rule(
                "unreachable",
                repository,
                SOME_TOPIC + "-gone",
                DetailType.BASIC,
                "codecommit-repository-branches-and-tags-created");

        commits.createCommit(r -> r.repositoryName("unreachable")
                .branchName("main")
                .putFiles(PutFileEntry.builder()
                        .filePath("a")
                        .fileContent(SdkBytes.fromUtf8String("a"))
                        .build()));
        pass(Duration.ofSeconds(5));

        assertThat(notifications().describeNotificationRule(r -> r.arn(arn)).targets())
                .extracting(TargetSummary::targetStatus)
                .containsExactly(TargetStatus.UNREACHABLE);
    }
}
