package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupField;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourcePolicy;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is promised to those who read a group other than by asking for its events: functions, services, the curious. */
abstract class LogAccessContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "lambda.amazonaws.com"}}]}""";
    private static final String SHOW = """
            import base64, gzip

            def handler(event, context):
                print("GOT " + gzip.decompress(base64.b64decode(event["awslogs"]["data"])).decode())
            """;
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents",
             "Principal": {"Service": "es.amazonaws.com"}, "Resource": "*"}]}""";

    private String group = "";

    abstract Clients clients();

    /** Lets some of the cloud's time pass. */
    abstract void pause();

    /** The cloud's time in milliseconds since 1970. */
    abstract long now();

    private CloudWatchLogsClient logs() {
        return clients().get(CloudWatchLogsClient.class);
    }

    @BeforeEach
    void makeGroup() {
        group = "/test/" + UUID.randomUUID();
        logs().createLogGroup(r -> r.logGroupName(group));
        logs().createLogStream(r -> r.logGroupName(group).logStreamName("one"));
    }

    private void put(String... messages) {
        logs().putLogEvents(r -> r.logGroupName(group)
                .logStreamName("one")
                .logEvents(List.of(messages).stream()
                        .map(message -> software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent.builder()
                                .timestamp(now())
                                .message(message)
                                .build())
                        .toList()));
    }

    /** A function that writes into its log what it is told; gives its ARN. */
    private String function() {
        String name = "f-" + UUID.randomUUID();
        String role = clients()
                .get(IamClient.class)
                .createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        return clients()
                .get(LambdaClient.class)
                .createFunction(r -> r.functionName(name)
                        .runtime("python3.12")
                        .handler("index.handler")
                        .timeout(20)
                        .role(role)
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(JavaCode.zip("index.py", SHOW)))))
                .functionArn();
    }

    private void subscribe(String name, String pattern, String destination) {
        logs().putSubscriptionFilter(r ->
                r.logGroupName(group).filterName(name).filterPattern(pattern).destinationArn(destination));
    }

    /** What the function was told first. */
    private JsonNode told(String function) throws Exception {
        String log = "/aws/lambda/" + function.substring(function.lastIndexOf(':') + 1);
        Optional<String> line = Optional.empty();
        while (line.isEmpty()) {
            pause();
            try {
                line = logs().filterLogEvents(r -> r.logGroupName(log).filterPattern("GOT")).events().stream()
                        .findFirst()
                        .map(event -> event.message().substring("GOT ".length()));
            } catch (ResourceNotFoundException e) {
                // The function has not run yet.
            }
        }
        return new ObjectMapper().readTree(line.get());
    }

    private List<SubscriptionFilter> filters() {
        return logs().describeSubscriptionFilters(r -> r.logGroupName(group)).subscriptionFilters();
    }

    @Test
    void a_function_is_told_of_the_events_that_match_its_filter() throws Exception {
        String function = function();
        put("ERROR before the filter");
        subscribe("errors", "ERROR", function);
        put("ERROR one", "all is well", "ERROR two");

        JsonNode told = told(function);
        assertThat(told.path("messageType").asText()).isEqualTo("DATA_MESSAGE");
        assertThat(told.path("owner").asText()).isEqualTo("123456789012");
        assertThat(told.path("logGroup").asText()).isEqualTo(group);
        assertThat(told.path("logStream").asText()).isEqualTo("one");
        assertThat(told.path("subscriptionFilters").path(0).asText()).isEqualTo("errors");
        assertThat(told.path("logEvents").findValuesAsText("message")).containsExactly("ERROR one", "ERROR two");
        assertThat(told.path("logEvents").findValuesAsText("id"))
                .isEqualTo(
                        logs()
                                .filterLogEvents(r -> r.logGroupName(group).filterPattern("ERROR -before"))
                                .events()
                                .stream()
                                .map(event -> event.eventId())
                                .toList());
    }

    @Test
    void the_fields_of_a_pattern_come_with_the_event() throws Exception {
        String function = function();
        subscribe("fields", "[ip, status = 5*]", function);
        put("10.0.0.1 503");
        assertThat(told(function).path("logEvents").path(0).path("extractedFields"))
                .isEqualTo(new ObjectMapper().readTree("{\"ip\": \"10.0.0.1\", \"status\": \"503\"}"));
    }

    @Test
    void filters_are_described_changed_and_deleted() {
        String function = function();
        subscribe("b", "", function);
        subscribe("a", "one", function);
        subscribe("a", "two", function);

        assertThat(filters()).extracting(SubscriptionFilter::filterName).containsExactly("a", "b");
        assertThat(filters().get(0).filterPattern()).isEqualTo("two");
        assertThat(filters().get(0).destinationArn()).isEqualTo(function);
        assertThat(filters().get(0).distributionAsString()).isEqualTo("ByLogStream");
        assertThatThrownBy(() -> subscribe("c", "", function)).isInstanceOf(LimitExceededException.class);
        var page = logs().describeSubscriptionFilters(r -> r.logGroupName(group).limit(1));
        assertThat(logs().describeSubscriptionFilters(r -> r.logGroupName(group).nextToken(page.nextToken()))
                        .subscriptionFilters())
                .extracting(SubscriptionFilter::filterName)
                .containsExactly("b");

        logs().deleteSubscriptionFilter(r -> r.logGroupName(group).filterName("a"));
        assertThat(logs().describeSubscriptionFilters(r -> r.logGroupName(group).filterNamePrefix("a"))
                        .subscriptionFilters())
                .isEmpty();
        assertThatThrownBy(() -> logs().deleteSubscriptionFilter(
                                r -> r.logGroupName(group).filterName("a")))
                .isInstanceOf(ResourceNotFoundException.class);
        logs().deleteLogGroup(r -> r.logGroupName(group));
        logs().createLogGroup(r -> r.logGroupName(group));
        assertThat(filters()).isEmpty();
    }

    @Test
    void a_subscription_needs_a_function_that_is_there() {
        String function = function();
        assertThatThrownBy(() -> subscribe("a", "", function + "-gone"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Could not execute the lambda function");
        assertThatThrownBy(() -> subscribe("a", "", "function")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe("a", "{ $.a = ", function)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> logs().putSubscriptionFilter(r -> r.logGroupName(group)
                        .filterName("a")
                        .filterPattern("")
                        .destinationArn(function)
                        .roleArn("arn:aws:iam::123456789012:role/r")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("destinationArn for vendor lambda cannot be used with roleArn");
        assertThatThrownBy(() -> logs().describeSubscriptionFilters(r -> r.logGroupName(group + "/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(filters()).isEmpty();
    }

    @Test
    void events_are_taken_although_their_function_is_gone() {
        String function = function();
        subscribe("a", "", function);
        clients().get(LambdaClient.class).deleteFunction(r -> r.functionName(function));
        put("one");
        assertThat(logs().filterLogEvents(r -> r.logGroupName(group)).events()).hasSize(1);
    }

    @Test
    void a_stack_subscribes_a_function() {
        CloudFormationClient stacks = clients().get(CloudFormationClient.class);
        String name = "s-" + UUID.randomUUID();
        String template = """
                Resources:
                  F:
                    Type: AWS::Logs::SubscriptionFilter
                    Properties: {LogGroupName: %s, FilterPattern: PATTERN, DestinationArn: %s}
                """.formatted(group, function());
        stacks.createStack(r -> r.stackName(name).templateBody(template.replace("PATTERN", "one")));
        await(stacks, name, "CREATE_COMPLETE");
        assertThat(filters()).singleElement().satisfies(filter -> assertThat(filter.filterPattern())
                .isEqualTo("one"));
        stacks.updateStack(r -> r.stackName(name).templateBody(template.replace("PATTERN", "two")));
        await(stacks, name, "UPDATE_COMPLETE");
        assertThat(filters()).singleElement().satisfies(filter -> assertThat(filter.filterPattern())
                .isEqualTo("two"));
        stacks.deleteStack(r -> r.stackName(name));
        while (!filters().isEmpty()) {
            pause();
        }
    }

    private void await(CloudFormationClient stacks, String name, String status) {
        while (!stacks.describeStacks(r -> r.stackName(name))
                .stacks()
                .get(0)
                .stackStatusAsString()
                .equals(status)) {
            pause();
        }
    }

    @Test
    void resource_policies_are_kept() {
        ResourcePolicy made = logs().putResourcePolicy(
                        r -> r.policyName("search").policyDocument(POLICY))
                .resourcePolicy();
        assertThat(made.lastUpdatedTime()).isEqualTo(now());
        assertThat(logs().describeResourcePolicies(r -> {}).resourcePolicies()).containsExactly(made);
        assertThat(logs().describeResourcePolicies(r -> r.policyScope("RESOURCE"))
                        .resourcePolicies())
                .isEmpty();
        assertThatThrownBy(() ->
                        logs().putResourcePolicy(r -> r.policyName("search").policyDocument("{")))
                .isInstanceOf(InvalidParameterException.class);
        logs().deleteResourcePolicy(r -> r.policyName("search"));
        assertThatThrownBy(() -> logs().deleteResourcePolicy(r -> r.policyName("search")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(logs().describeResourcePolicies(r -> {}).resourcePolicies()).isEmpty();
    }

    @Test
    void the_fields_of_a_group_are_told_with_how_many_events_have_them() {
        put("{\"order\": 1, \"note\": \"x\"}", "{\"order\": 2}", "plain", "plain too");
        assertThat(logs().getLogGroupFields(r -> r.logGroupName(group)).logGroupFields())
                .contains(field("@message", 100), field("@logStream", 100), field("order", 50), field("note", 25))
                .noneMatch(field -> field.name().equals("@ptr"));
        long hourAgo = now() / 1000 - 3600;
        assertThat(logs().getLogGroupFields(r -> r.logGroupIdentifier(group).time(hourAgo))
                        .logGroupFields())
                .isEmpty();
        assertThatThrownBy(() -> logs().getLogGroupFields(r -> r.logGroupName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs().getLogGroupFields(r -> {})).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() ->
                        logs().getLogGroupFields(r -> r.logGroupName(group).time(Long.MAX_VALUE)))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static LogGroupField field(String name, int percent) {
        return LogGroupField.builder().name(name).percent(percent).build();
    }

    @Test
    void the_groups_of_a_query_are_told() {
        String query = logs().startQuery(r -> r.logGroupName(group)
                        .startTime(0L)
                        .endTime(now() / 1000 + 1)
                        .queryString("fields @message"))
                .queryId();
        assertThat(logs().listLogGroupsForQuery(r -> r.queryId(query)).logGroupIdentifiers())
                .containsExactly(group);
        assertThatThrownBy(() -> logs().listLogGroupsForQuery(r -> r.queryId("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> logs().listLogGroupsForQuery(r -> r.queryId(query).maxResults(1)))
                .isInstanceOf(InvalidParameterException.class);
    }

    private String export(String bucket) {
        return logs().createExportTask(r -> r.taskName("mine")
                        .logGroupName(group)
                        .from(now() - 60_000)
                        .to(now() + 60_000)
                        .destination(bucket))
                .taskId();
    }

    private ExportTask task(String id) {
        return logs().describeExportTasks(r -> r.taskId(id)).exportTasks().get(0);
    }

    private ExportTask ended(String id) {
        while (task(id).executionInfo().completionTime() == null) {
            pause();
        }
        return task(id);
    }

    private String bucket() {
        String bucket = "b-" + UUID.randomUUID();
        clients().get(S3Client.class).createBucket(r -> r.bucket(bucket)
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        return bucket;
    }

    @Test
    void a_group_is_exported_to_a_bucket() throws Exception {
        logs().createLogStream(r -> r.logGroupName(group).logStreamName("2026/01/empty"));
        logs().createLogStream(r -> r.logGroupName(group).logStreamName("2026/01/two"));
        put("first", "second");
        logs().putLogEvents(
                        r -> r.logGroupName(group).logStreamName("2026/01/two").logEvents(e -> e.timestamp(now())
                                .message("third")));
        String bucket = bucket();
        String id = export(bucket);
        assertThat(task(id).status().code()).isEqualTo(ExportTaskStatusCode.PENDING);
        assertThat(ended(id).status().code()).isEqualTo(ExportTaskStatusCode.COMPLETED);

        S3Client s3 = clients().get(S3Client.class);
        assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents())
                .extracting(S3Object::key)
                .containsExactlyInAnyOrder(
                        "exportedlogs/aws-logs-write-test",
                        "exportedlogs/" + id + "/one/000000.gz",
                        "exportedlogs/" + id + "/2026-01-two/000000.gz");
        try (GZIPInputStream in =
                new GZIPInputStream(s3.getObject(r -> r.bucket(bucket).key("exportedlogs/" + id + "/one/000000.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .allMatch(
                            line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (first|second)"));
        }
        assertThatThrownBy(() -> logs().cancelExportTask(r -> r.taskId(id)))
                .isInstanceOf(InvalidOperationException.class);
    }

    @Test
    void an_export_is_cancelled_while_another_has_to_wait() {
        put("first");
        String bucket = bucket();
        String id = export(bucket);
        assertThatThrownBy(() -> export(bucket)).isInstanceOf(LimitExceededException.class);
        logs().cancelExportTask(r -> r.taskId(id));
        assertThat(task(id).status().code()).isEqualTo(ExportTaskStatusCode.CANCELLED);
        assertThat(ended(export(bucket)).status().code()).isEqualTo(ExportTaskStatusCode.COMPLETED);
        assertThat(logs().describeExportTasks(r -> r.statusCode("CANCELLED")).exportTasks())
                .extracting(ExportTask::taskId)
                .contains(id);
        assertThat(clients()
                        .get(S3Client.class)
                        .listObjectsV2(r -> r.bucket(bucket).prefix("exportedlogs/" + id))
                        .contents())
                .isEmpty();
    }

    @Test
    void an_export_needs_a_bucket_and_a_range() {
        assertThatThrownBy(() -> export("b-" + UUID.randomUUID())).isInstanceOf(InvalidParameterException.class);
        String bucket = bucket();
        assertThatThrownBy(() -> logs().createExportTask(r ->
                        r.logGroupName(group).from(now()).to(now() - 1).destination(bucket)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> logs().createExportTask(r ->
                        r.logGroupName(group).from(0L).to(Long.MAX_VALUE).destination(bucket)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> logs().createExportTask(r ->
                        r.logGroupName(group + "/none").from(0L).to(now() + 1).destination(bucket)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs().cancelExportTask(r -> r.taskId("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(logs().describeExportTasks(r -> r.taskId("none")).exportTasks())
                .isEmpty();
    }

    @Test
    void the_key_of_a_group_is_recorded() {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/0d1e2f3a-0000-4444-8888-ccccccccccc1";
        logs().associateKmsKey(r -> r.logGroupName(group).kmsKeyId(key));
        assertThat(key()).isEqualTo(key);
        logs().disassociateKmsKey(r -> r.resourceIdentifier("arn:aws:logs:eu-west-1:123456789012:log-group:" + group));
        assertThat(key()).isNull();
        assertThatThrownBy(
                        () -> logs().associateKmsKey(r -> r.logGroupName("none").kmsKeyId(key)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs().associateKmsKey(r -> r.logGroupName(group)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> logs().disassociateKmsKey(r -> {})).isInstanceOf(InvalidParameterException.class);
    }

    private @Nullable String key() {
        return logs().describeLogGroups(r -> r.logGroupNamePrefix(group))
                .logGroups()
                .get(0)
                .kmsKeyId();
    }
}
