package io.devopslab.cloud.service.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the contracts of CloudWatch need. Names are unique to each test, so that all may share one account. */
abstract class CloudWatchSuite {

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract CloudWatchPlace place();

    final <C extends SdkClient> C client(Class<C> type) {
        return place().clients().get(type);
    }

    final void pass(Duration duration) {
        place().pass(duration);
    }

    final void passMinutes(int minutes) {
        place().passMinutes(minutes);
    }

    final Instant now() {
        return place().now();
    }

    CloudWatchClient cloudWatch() {
        return client(CloudWatchClient.class);
    }

    /** Sends one value of a metric, now. */
    void put(String namespace, double value) {
        put(namespace, d -> d.value(value));
    }

    void put(String namespace, Consumer<MetricDatum.Builder> datum) {
        cloudWatch().putMetricData(r -> r.namespace(namespace)
                .metricData(MetricDatum.builder()
                        .metricName("m")
                        .applyMutation(datum)
                        .build()));
    }

    /** An alarm of the metric {@code m} above 10, of the name of its namespace. */
    String alarm(String name, Consumer<PutMetricAlarmRequest.Builder> more) {
        cloudWatch().putMetricAlarm(r -> r.alarmName(name)
                .namespace(name)
                .metricName("m")
                .statistic(Statistic.MAXIMUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(10.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .applyMutation(more));
        return described(name).alarmArn();
    }

    MetricAlarm described(String name) {
        return cloudWatch()
                .describeAlarms(r -> r.alarmNames(name))
                .metricAlarms()
                .get(0);
    }

    CompositeAlarm composite(String name) {
        return cloudWatch()
                .describeAlarms(r -> r.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .get(0);
    }

    String state(String name) {
        return described(name).stateValueAsString();
    }

    String queue(String name) {
        return client(SqsClient.class).createQueue(r -> r.queueName(name)).queueUrl();
    }

    private String arn(String queue) {
        return client(SqsClient.class)
                .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    /** A topic that tells the queue. */
    String topic(String name, String queue) {
        String topic = client(SnsClient.class).createTopic(r -> r.name(name)).topicArn();
        client(SnsClient.class).subscribe(r -> r.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(queue))
                .attributes(Map.of("RawMessageDelivery", "true")));
        return topic;
    }

    /** Has the queue told of the events of an alarm. */
    void rule(String alarmArn, String queue) {
        EventBridgeClient events = client(EventBridgeClient.class);
        String name = alarmArn.substring(alarmArn.lastIndexOf(':') + 1);
        events.putRule(r ->
                r.name(name).eventPattern("{\"source\":[\"aws.cloudwatch\"],\"resources\":[\"" + alarmArn + "\"]}"));
        events.putTargets(r ->
                r.rule(name).targets(Target.builder().id("q").arn(arn(queue)).build()));
    }

    /** Takes the messages out of a queue. */
    List<JsonNode> told(String queue) {
        pass(Duration.ofSeconds(1));
        SqsClient sqs = client(SqsClient.class);
        List<Message> messages = sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                .messages();
        messages.forEach(message -> sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())));
        return messages.stream().map(message -> json(message.body())).toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + text, e);
        }
    }
}
