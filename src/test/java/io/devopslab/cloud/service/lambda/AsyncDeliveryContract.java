package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.model.*;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Where the outcomes of asynchronous calls go: destinations and dead-letter queues. */
abstract class AsyncDeliveryContract extends LambdaContract {

    private static final String ACCOUNT = ":eu-west-1:123456789012:";

    @BeforeAll
    static void needPython() {
        InvocationContract.needPython();
    }

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private SqsClient sqs() {
        return clients().get(SqsClient.class);
    }

    /** Makes a queue; gives its ARN. */
    private String queue(String name) {
        sqs().createQueue(r -> r.queueName(name));
        return "arn:aws:sqs" + ACCOUNT + name;
    }

    private List<Message> messages(String queue) {
        String url = sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
        return sqs().receiveMessage(
                        r -> r.queueUrl(url).messageAttributeNames("All").maxNumberOfMessages(10))
                .messages();
    }

    /** A function that fails at each event, with a dead-letter queue or with none when that is empty. */
    private String failing(String deadLetters) {
        String name = newName();
        lambda().createFunction(request(name)
                .code(python("def handler(e, c):\n    raise KeyError('no such order')\n"))
                .deadLetterConfig(c -> c.targetArn(deadLetters))
                .build());
        return name;
    }

    private void send(String function, String payload) {
        lambda().invoke(InvokeRequest.builder()
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload))
                .build());
        pass(Duration.ofMinutes(10));
    }

    private void tellOfSuccess(String function, String arn) {
        lambda().putFunctionEventInvokeConfig(
                        r -> r.functionName(function).destinationConfig(c -> c.onSuccess(s -> s.destination(arn))));
    }

    private void tellOfFailure(String function, String arn) {
        lambda().putFunctionEventInvokeConfig(
                        r -> r.functionName(function).destinationConfig(c -> c.onFailure(f -> f.destination(arn))));
    }

    @Test
    void queue_is_told_of_successes_and_failures() {
        String queue = queue("outcomes");
        String good = function("def handler(e, c):\n    return {'got': e}\n");
        String bad = failing("");
        tellOfSuccess(good, queue);
        tellOfFailure(bad, queue);

        send(good, "{\"n\": 1}");
        send(bad, "{\"n\": 2}");

        List<Message> messages = messages("outcomes");
        assertThat(messages).hasSize(2).allSatisfy(message -> assertThat(message.messageAttributes())
                .isEmpty());
        assertThat(messages.get(0).body())
                .contains("\"condition\":\"Success\"", "\"requestPayload\":{\"n\":1}")
                .contains("\"responsePayload\":{\"got\":{\"n\":1}}");
        assertThat(messages.get(1).body())
                .contains("\"condition\":\"RetriesExhausted\"", "\"requestPayload\":{\"n\":2}")
                .contains("\"errorType\":\"KeyError\"", "\"approximateInvokeCount\":3");
    }

    @Test
    void topic_and_bucket_are_told_of_failures() {
        String queue = queue("told");
        SnsClient sns = clients().get(SnsClient.class);
        String topic = sns.createTopic(r -> r.name("failures")).topicArn();
        sns.subscribe(r ->
                r.topicArn(topic).protocol("sqs").endpoint(queue).attributes(Map.of("RawMessageDelivery", "true")));
        S3Client s3 = clients().get(S3Client.class);
        s3.createBucket(r ->
                r.bucket("failures-of-functions").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        String name = failing("");

        tellOfFailure(name, topic);
        send(name, "{\"n\": 3}");
        tellOfFailure(name, "arn:aws:s3:::failures-of-functions");
        send(name, "{\"n\": 4}");

        assertThat(messages("told")).singleElement().satisfies(message -> assertThat(message.body())
                .contains("\"requestPayload\":{\"n\":3}"));
        List<S3Object> objects =
                s3.listObjectsV2(r -> r.bucket("failures-of-functions")).contents();
        assertThat(objects).singleElement().satisfies(object -> {
            assertThat(object.key())
                    .matches("aws/lambda/async/" + name
                            + "/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}");
            assertThat(s3.getObjectAsBytes(
                                    r -> r.bucket("failures-of-functions").key(object.key()))
                            .asUtf8String())
                    .contains("\"requestPayload\":{\"n\":4}");
        });
        assertBadParameter(
                () -> tellOfSuccess(name, "arn:aws:s3:::failures-of-functions"), "The provided destination config");
    }

    @Test
    void dead_letter_queue_gets_the_event_as_it_was() {
        String queue = queue("dead-letters");
        String name = failing(queue);
        assertThat(get(name).deadLetterConfig().targetArn()).isEqualTo(queue);

        send(name, "{ \"n\": 5 }");

        assertThat(messages("dead-letters")).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("{ \"n\": 5 }");
            Map<String, MessageAttributeValue> attributes = message.messageAttributes();
            assertThat(attributes).containsOnlyKeys("RequestID", "ErrorCode", "ErrorMessage");
            assertThat(attributes.get("ErrorCode").dataType()).isEqualTo("Number");
            assertThat(attributes.get("ErrorCode").stringValue()).isEqualTo("200");
            assertThat(attributes.get("ErrorMessage").stringValue()).isEqualTo("'no such order'");
            assertThat(attributes.get("RequestID").stringValue()).matches("[0-9a-f-]{36}");
        });
    }

    @Test
    void dead_letter_queue_is_set_and_taken_away() {
        String queue = queue("unused");
        String name = function();

        UpdateFunctionConfigurationRequest.Builder update =
                UpdateFunctionConfigurationRequest.builder().functionName(name);
        assertThat(lambda().updateFunctionConfiguration(
                                update.deadLetterConfig(c -> c.targetArn(queue)).build())
                        .deadLetterConfig()
                        .targetArn())
                .isEqualTo(queue);
        setMemory(name, 256);
        assertThat(get(name).deadLetterConfig().targetArn()).isEqualTo(queue);
        lambda().updateFunctionConfiguration(
                        update.deadLetterConfig(c -> c.targetArn("")).build());
        assertThat(get(name).deadLetterConfig()).isNull();

        assertInvalid(
                () -> lambda().updateFunctionConfiguration(update.deadLetterConfig(c -> c.targetArn("queue"))
                        .build()),
                "'deadLetterConfig.targetArn' failed to satisfy constraint");
        assertBadParameter(
                () -> lambda().updateFunctionConfiguration(update.deadLetterConfig(c -> c.targetArn(ARN + name))
                        .build()),
                "neither a queue of Amazon SQS nor a topic");
    }

    @Test
    void nothing_reserved_sends_events_on_without_any_attempt() {
        String queue = queue("stopped");
        String name = failing(queue);
        tellOfFailure(name, queue);
        lambda().putFunctionConcurrency(r -> r.functionName(name).reservedConcurrentExecutions(0));

        send(name, "{\"n\":6}");

        assertThat(messages("stopped"))
                .hasSize(2)
                .anySatisfy(message -> assertThat(message.body()).isEqualTo("{\"n\":6}"))
                .anySatisfy(message -> assertThat(message.body())
                        .contains("\"condition\":\"ZeroReservedConcurrency\"", "\"approximateInvokeCount\":0"));
    }

    @Test
    void what_cannot_be_delivered_is_given_up() {
        String name = failing("arn:aws:sqs" + ACCOUNT + "gone");
        tellOfFailure(name, "arn:aws:sqs:us-east-1:123456789012:far");

        send(name, "{}");
        assertThat(counted("DeadLetterErrors", name)).isEqualTo(1);
        assertThat(counted("DestinationDeliveryFailures", name)).isEqualTo(1);

        queue("gone");
        pass(Duration.ofHours(7));
        assertThat(messages("gone")).isEmpty();
        send(name, "{}");
        assertThat(messages("gone")).hasSize(1);
    }

    /** The sum of a function's metric, from the beginning on. */
    private double counted(String metric, String function) {
        return clients()
                .get(CloudWatchClient.class)
                .getMetricStatistics(r -> r.namespace("AWS/Lambda")
                        .metricName(metric)
                        .dimensions(d -> d.name("FunctionName").value(function))
                        .startTime(TestCloud.START)
                        .endTime(TestCloud.START.plus(Duration.ofDays(10)))
                        .period(3_600)
                        .statistics(Statistic.SUM))
                .datapoints()
                .stream()
                .mapToDouble(Datapoint::sum)
                .sum();
    }
}
