package io.devopslab.cloud.service.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.FakeTopics;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Events come to the targets of the rules that they match, once, although calls fail and processes end. */
final class DeliveryTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    private static final String PIPELINE = "arn:aws:codepipeline:eu-west-1:123456789012:app";
    private static final String ROLE = "arn:aws:iam::123456789012:role/events";

    @TempDir
    private Path directory;

    private final Store store = Store.inMemory();
    private final Functions functions = new Functions();
    private final Pipelines pipelines = new Pipelines();
    private final FakeTopics topics = FakeTopics.whole();
    private final Queues queues = new Queues();
    private ServiceContext context;
    private EventBridgeService events;

    private static final class Functions implements LambdaClient {
        final List<String> payloads = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        volatile boolean missing;

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            if (missing) {
                throw Errors.of(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        404,
                        "Function not found: " + request.functionName());
            }
            if (failures.getAndDecrement() > 0) {
                throw Errors.of(ServiceException.builder(), "ServiceException", 500, "Try again.");
            }
            payloads.add(request.payload().asUtf8String());
            return InvokeResponse.builder().statusCode(202).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Pipelines implements CodePipelineClient {
        final List<StartPipelineExecutionRequest> started = new CopyOnWriteArrayList<>();

        @Override
        public StartPipelineExecutionResponse startPipelineExecution(StartPipelineExecutionRequest request) {
            started.add(request);
            return StartPipelineExecutionResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Queues implements SqsClient {
        final List<SendMessageRequest> sent = new CopyOnWriteArrayList<>();

        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            return GetQueueUrlResponse.builder()
                    .queueUrl("http://127.0.0.1/123456789012/" + request.queueName())
                    .build();
        }

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            sent.add(request);
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        open(1);
    }

    private void open(int seed) {
        context = TestContext.over(store, directory, seed);
        events = new EventBridgeService(
                context,
                () -> pipelines,
                () -> {
                    throw new IllegalArgumentException("no CodeBuild");
                },
                () -> functions,
                () -> {
                    throw new IllegalArgumentException("no Logs");
                },
                () -> topics,
                () -> queues);
    }

    @AfterEach
    void close() {
        events.close();
        context.time().close();
        store.close();
    }

    private void rule(String name, String pattern, Target.Builder target) {
        events.putRule(r -> r.name(name).eventPattern(pattern));
        events.putTargets(r -> r.rule(name).targets(List.of(target.id("t").build())));
    }

    private static Target.Builder function() {
        return Target.builder().arn(FUNCTION);
    }

    private void put(String source, String detail) {
        events.putEvents(PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .source(source)
                        .detailType("Done")
                        .detail(detail)
                        .build())
                .build());
    }

    private void pass(Duration duration) {
        context.time().advance(duration);
    }

    @Test
    void a_matching_event_comes_in_the_form_that_functions_know() throws Exception {
        rule("mine", "{\"source\":[\"my.app\"]}", function());

        put("my.app", "{\"n\":1}");
        put("your.app", "{\"n\":2}");
        pass(Duration.ofSeconds(1));

        assertThat(functions.payloads).hasSize(1);
        var event = new ObjectMapper().readTree(functions.payloads.get(0));
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("account").asText()).isEqualTo("123456789012");
        assertThat(event.path("time").asText()).isEqualTo("2026-01-05T09:00:00Z");
        assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(event.path("detail").path("n").asInt()).isEqualTo(1);
    }

    @Test
    void topics_and_queues_get_the_event_as_their_message() {
        String topic = "arn:aws:sns:eu-west-1:123456789012:t";
        rule("topic", "{\"source\":[\"my.app\"]}", Target.builder().arn(topic));
        rule(
                "queue",
                "{\"source\":[\"my.app\"]}",
                Target.builder()
                        .arn("arn:aws:sqs:eu-west-1:123456789012:q.fifo")
                        .input("{\"said\":1}")
                        .sqsParameters(p -> p.messageGroupId("g")));

        put("my.app", "{\"n\":1}");
        pass(Duration.ofSeconds(1));

        assertThat(topics.published()).hasSize(1);
        assertThat(topics.published().get(0).topicArn()).isEqualTo(topic);
        assertThat(topics.published().get(0).message()).contains("\"detail\":{\"n\":1}");
        assertThat(queues.sent).hasSize(1);
        assertThat(queues.sent.get(0).queueUrl()).endsWith("/123456789012/q.fifo");
        assertThat(queues.sent.get(0).messageBody()).isEqualTo("{\"said\":1}");
        assertThat(queues.sent.get(0).messageGroupId()).isEqualTo("g");
        assertThat(queues.sent.get(0).messageDeduplicationId()).isNotEmpty();
    }

    @Test
    void events_of_services_come_to_the_default_bus() {
        rule("builds", "{\"source\":[\"aws.codebuild\"]}", function());

        context.events()
                .publish(
                        context.scope(),
                        "aws.codebuild",
                        "CodeBuild Build State Change",
                        List.of("arn:aws:codebuild:eu-west-1:123456789012:build/app:1"),
                        JsonNodeFactory.instance.objectNode());
        pass(Duration.ofSeconds(1));

        assertThat(functions.payloads).hasSize(1);
    }

    @Test
    void an_event_that_comes_twice_is_delivered_once() {
        rule("builds", "{\"source\":[\"aws.codebuild\"]}", function());
        CloudEvent event = new CloudEvent(
                "1-2-3",
                "aws.codebuild",
                "CodeBuild Build State Change",
                context.scope(),
                context.time().instant(),
                List.of(),
                JsonNodeFactory.instance.objectNode());

        context.events().publish(event);
        context.events().publish(event);
        pass(Duration.ofSeconds(1));

        assertThat(functions.payloads).hasSize(1);
    }

    @Test
    void a_disabled_rule_delivers_nothing() {
        rule("off", "{\"source\":[\"my.app\"]}", function());
        events.disableRule(r -> r.name("off"));

        put("my.app", "{}");
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).isEmpty();
    }

    @Test
    void a_target_that_fails_for_the_moment_is_tried_again() {
        rule("mine", "{\"source\":[\"my.app\"]}", function());
        functions.failures.set(3);

        put("my.app", "{}");
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).hasSize(1);
    }

    @Test
    void a_target_that_cannot_be_called_does_not_keep_others_from_the_event() {
        rule("mine", "{\"source\":[\"my.app\"]}", function());
        rule("queue", "{\"source\":[\"my.app\"]}", Target.builder().arn("arn:aws:sqs:eu-west-1:123456789012:q"));

        put("my.app", "{}");
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).hasSize(1);
    }

    private static final String DEAD = "arn:aws:sqs:eu-west-1:123456789012:dead";

    private Map<String, String> dead() {
        assertThat(queues.sent).hasSize(1);
        SendMessageRequest letter = queues.sent.get(0);
        assertThat(letter.queueUrl()).endsWith("/123456789012/dead");
        assertThat(letter.messageBody()).contains("\"source\":\"my.app\"").contains("\"detail\":{\"n\":1}");
        assertThat(CallSource.of(letter)).contains("arn:aws:events:eu-west-1:123456789012:rule/mine");
        Map<String, String> attributes = new TreeMap<>();
        letter.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        return attributes;
    }

    @Test
    void an_event_that_no_retry_delivers_comes_to_the_dead_letter_queue() {
        rule(
                "mine",
                "{\"source\":[\"my.app\"]}",
                function().deadLetterConfig(d -> d.arn(DEAD)).retryPolicy(p -> p.maximumRetryAttempts(2)));
        functions.failures.set(3);

        put("my.app", "{\"n\":1}");
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).isEmpty();
        assertThat(dead())
                .isEqualTo(Map.of(
                        "RULE_ARN", "arn:aws:events:eu-west-1:123456789012:rule/mine",
                        "TARGET_ARN", FUNCTION,
                        "ERROR_CODE", "ERROR_FROM_TARGET",
                        "ERROR_MESSAGE", "Try again.",
                        "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                        "RETRY_ATTEMPTS", "2"));
    }

    @Test
    void an_event_that_grew_too_old_comes_to_the_dead_letter_queue() {
        rule(
                "mine",
                "{\"source\":[\"my.app\"]}",
                function().deadLetterConfig(d -> d.arn(DEAD)).retryPolicy(p -> p.maximumEventAgeInSeconds(60)));
        functions.failures.set(100);

        put("my.app", "{\"n\":1}");
        pass(Duration.ofMinutes(5));

        assertThat(dead()).containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds");
    }

    @Test
    void an_event_that_no_retry_would_deliver_comes_to_the_dead_letter_queue_at_once() {
        functions.missing = true;
        rule("mine", "{\"source\":[\"my.app\"]}", function().deadLetterConfig(d -> d.arn(DEAD)));

        put("my.app", "{\"n\":1}");
        pass(Duration.ofSeconds(1));

        assertThat(dead())
                .containsEntry("ERROR_CODE", "NO_RESOURCE")
                .containsEntry("ERROR_MESSAGE", "Function not found: " + FUNCTION)
                .doesNotContainKeys("EXHAUSTED_RETRY_CONDITION", "RETRY_ATTEMPTS");
    }

    @Test
    void a_delivery_goes_on_in_the_next_process() {
        rule("mine", "{\"source\":[\"my.app\"]}", function());
        functions.failures.set(1);
        put("my.app", "{}");
        context.time().close();

        open(2);
        events.resume();
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).hasSize(1);
    }

    @Test
    void a_pipeline_is_started_in_the_name_of_the_rule() {
        rule("push", "{\"source\":[\"my.app\"]}", Target.builder().arn(PIPELINE).roleArn(ROLE));

        put("my.app", "{}");
        pass(Duration.ofSeconds(1));

        assertThat(pipelines.started).singleElement().satisfies(request -> {
            assertThat(request.name()).isEqualTo("app");
            assertThat(request.clientRequestToken()).isNotEmpty();
            assertThat(CallSource.of(request)).contains("arn:aws:events:eu-west-1:123456789012:rule/push");
        });
    }

    @Test
    void a_pipeline_is_started_with_what_the_input_names() {
        rule(
                "push",
                "{\"source\":[\"my.app\"]}",
                Target.builder().arn(PIPELINE).roleArn(ROLE).inputTransformer(t -> t.inputPathsMap(
                                java.util.Map.of("commit", "$.detail.commit"))
                        .inputTemplate("{\"sourceRevisions\":[{\"actionName\":\"Source\","
                                + "\"revisionType\":\"COMMIT_ID\",\"revisionValue\":<commit>}]}")));

        put("my.app", "{\"commit\":\"c0ffee\"}");
        pass(Duration.ofSeconds(1));

        assertThat(pipelines.started).singleElement().satisfies(request -> assertThat(
                        request.sourceRevisions().get(0).revisionValue())
                .isEqualTo("c0ffee"));
    }

    @Test
    void an_event_is_forwarded_to_another_bus_and_no_further() {
        events.createEventBus(r -> r.name("second"));
        events.createEventBus(r -> r.name("third"));
        rule("to-second", "{\"source\":[\"my.app\"]}", Target.builder().arn(busArn("second")));
        forwardFromSecond(Target.builder().id("f").arn(FUNCTION).build());
        forwardFromSecond(Target.builder().id("b").arn(busArn("third")).build());
        events.putRule(r -> r.name("on-third").eventBusName("third").eventPattern("{\"source\":[\"my.app\"]}"));
        events.putTargets(r -> r.rule("on-third")
                .eventBusName("third")
                .targets(Target.builder().id("f").arn(FUNCTION).build()));

        put("my.app", "{}");
        pass(Duration.ofMinutes(1));

        assertThat(functions.payloads).hasSize(1);
    }

    private void forwardFromSecond(Target target) {
        events.putRule(r -> r.name("on-second").eventBusName("second").eventPattern("{\"source\":[\"my.app\"]}"));
        events.putTargets(r -> r.rule("on-second").eventBusName("second").targets(target));
    }

    private static String busArn(String name) {
        return "arn:aws:events:eu-west-1:123456789012:event-bus/" + name;
    }

    @Test
    void a_schedule_runs_while_it_is_on() {
        events.putRule(r -> r.name("tick").scheduleExpression("rate(5 minutes)"));
        events.putTargets(r -> r.rule("tick").targets(function().id("t").build()));

        pass(Duration.ofMinutes(11));
        assertThat(functions.payloads).hasSize(2);
        assertThat(functions.payloads.get(1))
                .contains("\"detail-type\":\"Scheduled Event\"")
                .contains("\"time\":\"" + Instant.parse("2026-01-05T09:10:00Z"))
                .contains("\"resources\":[\"arn:aws:events:eu-west-1:123456789012:rule/tick\"]");

        events.disableRule(r -> r.name("tick"));
        pass(Duration.ofMinutes(11));
        assertThat(functions.payloads).hasSize(2);

        events.enableRule(r -> r.name("tick"));
        pass(Duration.ofMinutes(6));
        assertThat(functions.payloads).hasSize(3);
    }
}
