package io.devopslab.cloud.service.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What any SNS does. Names are unique to each test, so that all may share one account. */
abstract class SnsContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "arn:aws:sns:eu-west-1:123456789012:";

    abstract SnsClient sns();

    abstract SqsClient sqs();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private String topic(String name) {
        return sns().createTopic(r -> r.name(name)).topicArn();
    }

    private String queue(String name) {
        // Other suites have queues in the same cloud.
        return sqs().createQueue(r -> r.queueName("told-" + name)).queueUrl();
    }

    private String queueArn(String url) {
        return sqs().getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private String subscribe(String topic, String protocol, String endpoint, Map<String, String> attributes) {
        return sns().subscribe(r -> r.topicArn(topic)
                        .protocol(protocol)
                        .endpoint(endpoint)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    private String subscribeQueue(String topic, String url, Map<String, String> attributes) {
        return subscribe(topic, "sqs", queueArn(url), attributes);
    }

    private List<Message> messages(String url) {
        pass(Duration.ofSeconds(1));
        return sqs().receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    private List<String> told(String url) {
        return messages(url).stream()
                .map(message -> json(message.body()).path("Message").asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageAttributeValue value(String type, String text) {
        return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
    }

    private static void assertError(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(error.statusCode()).isBetween(400, 499);
        });
    }

    private static void assertInvalid(ThrowingCallable call, String what) {
        assertThatThrownBy(call).isInstanceOf(InvalidParameterException.class);
        assertError(call, "InvalidParameter", "Invalid parameter: " + what);
    }

    @Test
    void a_topic_is_told_with_its_defaults() {
        String arn = topic("told");

        assertThat(arn).isEqualTo(ACCOUNT + "told");
        Map<String, String> attributes =
                sns().getTopicAttributes(r -> r.topicArn(arn)).attributes();
        assertThat(attributes)
                .containsEntry("TopicArn", arn)
                .containsEntry("Owner", "123456789012")
                .containsEntry("DisplayName", "")
                .containsEntry("SubscriptionsConfirmed", "0")
                .containsEntry("SubscriptionsPending", "0")
                .containsEntry("SubscriptionsDeleted", "0")
                .doesNotContainKeys("FifoTopic", "SignatureVersion");
        assertThat(json(attributes.get("Policy")).path("Id").asText()).isEqualTo("__default_policy_ID");
        assertThat(json(attributes.get("EffectiveDeliveryPolicy"))
                        .path("http")
                        .path("defaultHealthyRetryPolicy")
                        .path("numRetries")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void a_topic_that_does_not_exist_or_is_none_is_told() {
        assertThatThrownBy(() -> sns().getTopicAttributes(r -> r.topicArn(ACCOUNT + "absent")))
                .isInstanceOf(NotFoundException.class);
        assertError(
                () -> sns().publish(r -> r.topicArn(ACCOUNT + "absent").message("x")),
                "NotFound",
                "Topic does not exist");
        assertInvalid(
                () -> sns().getTopicAttributes(r -> r.topicArn("absent")),
                "TopicArn Reason: An ARN must have at least 6 elements, not 1");
        sns().deleteTopic(r -> r.topicArn(ACCOUNT + "absent"));
    }

    @Test
    void creating_a_topic_again_gives_the_same_unless_it_differs() {
        Tag tag = Tag.builder().key("team").value("a").build();
        String arn = sns().createTopic(r -> r.name("again")
                        .attributes(Map.of("DisplayName", "Again"))
                        .tags(tag))
                .topicArn();

        assertThat(topic("again")).isEqualTo(arn);
        assertInvalid(
                () -> sns().createTopic(r -> r.name("again").attributes(Map.of("DisplayName", "Other"))),
                "Attributes Reason: Topic already exists with different attributes");
        assertInvalid(
                () -> sns().createTopic(r -> r.name("again")
                        .tags(tag, Tag.builder().key("more").value("b").build())),
                "Tags Reason: Topic already exists with different tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "topic.fifo", "\u0000", "ünï"})
    void a_bad_name_is_refused(String name) {
        assertInvalid(() -> topic(name), "Topic Name");
    }

    @ParameterizedTest
    @CsvSource({
        "Policy, {, Policy Error: null",
        "SignatureVersion, 3, SignatureVersion: Invalid value [3]. Must be 1 or 2."
    })
    void a_bad_attribute_is_refused(String name, String value, String what) {
        String arn = topic("attributes");

        assertInvalid(
                () -> sns().setTopicAttributes(
                                r -> r.topicArn(arn).attributeName(name).attributeValue(value)),
                what);
        assertInvalid(
                () -> sns().setTopicAttributes(
                                r -> r.topicArn(arn).attributeName("Colour").attributeValue("red")),
                "AttributeName");
    }

    @Test
    void attributes_and_permissions_change() {
        String arn = topic("changing");

        sns().setTopicAttributes(
                        r -> r.topicArn(arn).attributeName("DisplayName").attributeValue("Changed"));
        sns().addPermission(r ->
                r.topicArn(arn).label("partner").awsAccountIds("111122223333").actionNames("Publish"));
        assertThat(sns().getTopicAttributes(r -> r.topicArn(arn)).attributes())
                .containsEntry("DisplayName", "Changed")
                .hasEntrySatisfying("Policy", policy -> assertThat(policy)
                        .contains("\"Sid\":\"partner\"", "\"Action\":\"SNS:Publish\"", "__default_statement_ID"));
        assertInvalid(
                () -> sns().addPermission(r -> r.topicArn(arn)
                        .label("partner")
                        .awsAccountIds("111122223333")
                        .actionNames("Publish")),
                "Statement already exists");

        sns().removePermission(r -> r.topicArn(arn).label("partner"));
        assertThat(sns().getTopicAttributes(r -> r.topicArn(arn)).attributes().get("Policy"))
                .doesNotContain("partner");
    }

    @Test
    void topics_and_subscriptions_are_listed_a_hundred_at_a_time() {
        IntStream.range(0, 101).forEach(i -> topic("paged-" + i));
        String topic = topic("paged-0");
        String url = queue("paged");
        String prefix = queueArn(url);
        IntStream.range(0, 101).forEach(i -> subscribe(topic, "sqs", prefix + i, Map.of()));

        assertThat(sns().listTopics(r -> {}).topics()).hasSize(100);
        assertThat(sns().listTopicsPaginator().topics().stream()
                        .filter(found -> found.topicArn().contains("paged-")))
                .hasSize(101);
        assertThat(sns().listSubscriptionsByTopicPaginator(r -> r.topicArn(topic))
                        .subscriptions())
                .hasSize(101);
        assertThat(sns().listSubscriptions(r -> {}).nextToken()).isNotEmpty();
        assertInvalid(() -> sns().listTopics(r -> r.nextToken("!")), "NextToken");
    }

    @Test
    void tags_come_and_go() {
        String arn = topic("tagged");
        sns().tagResource(r -> r.resourceArn(arn)
                .tags(
                        Tag.builder().key("team").value("a").build(),
                        Tag.builder().key("stage").value("test").build()));
        sns().untagResource(r -> r.resourceArn(arn).tagKeys("stage"));

        assertThat(sns().listTagsForResource(r -> r.resourceArn(arn)).tags())
                .containsExactly(Tag.builder().key("team").value("a").build());
        assertInvalid(
                () -> sns().tagResource(r -> r.resourceArn(arn)
                        .tags(
                                Tag.builder().key("k").value("a").build(),
                                Tag.builder().key("k").value("b").build())),
                "Duplicated keys are not allowed.");
        assertThatThrownBy(() -> sns().listTagsForResource(r -> r.resourceArn(ACCOUNT + "absent")))
                .hasMessageContaining("Resource does not exist");
    }

    @Test
    void a_queue_is_told_in_the_document_of_sns() {
        String topic = topic("to-queue");
        String url = queue("to-queue");
        String subscription = subscribeQueue(topic, url, Map.of());

        String id = sns().publish(r -> r.topicArn(topic)
                        .subject("Hello")
                        .message("Xin chào ☕")
                        .messageAttributes(Map.of("kind", value("String", "greeting"))))
                .messageId();

        JsonNode document = json(messages(url).get(0).body());
        assertThat(document.path("Type").asText()).isEqualTo("Notification");
        assertThat(document.path("MessageId").asText()).isEqualTo(id);
        assertThat(document.path("TopicArn").asText()).isEqualTo(topic);
        assertThat(document.path("Subject").asText()).isEqualTo("Hello");
        assertThat(document.path("Message").asText()).isEqualTo("Xin chào ☕");
        assertThat(document.path("SignatureVersion").asText()).isEqualTo("1");
        assertThat(document.path("UnsubscribeURL").asText()).endsWith("Unsubscribe&SubscriptionArn=" + subscription);
        assertThat(document.path("MessageAttributes").path("kind").path("Value").asText())
                .isEqualTo("greeting");
        assertThat(document.path("Timestamp").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
    }

    @Test
    void raw_delivery_gives_the_message_alone_with_its_attributes() {
        String topic = topic("raw");
        String url = queue("raw");
        subscribeQueue(topic, url, Map.of("RawMessageDelivery", "true"));

        sns().publish(r -> r.topicArn(topic)
                .message("plain")
                .messageAttributes(Map.of(
                        "store",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {2, 3, 4}))
                                .build())));

        Message message = messages(url).get(0);
        assertThat(message.body()).isEqualTo("plain");
        assertThat(message.messageAttributes().get("store").binaryValue().asByteArray())
                .containsExactly(2, 3, 4);
    }

    @Test
    void a_subscription_is_told_with_its_attributes_and_ended_twice() {
        String topic = topic("subscribed");
        String url = queue("subscribed");
        String arn = subscribeQueue(topic, url, Map.of("FilterPolicy", "{\"kind\":[\"a\"]}"));

        assertThat(arn).startsWith(topic + ":");
        assertThat(sns().getSubscriptionAttributes(r -> r.subscriptionArn(arn)).attributes())
                .containsEntry("SubscriptionArn", arn)
                .containsEntry("TopicArn", topic)
                .containsEntry("Protocol", "sqs")
                .containsEntry("Endpoint", queueArn(url))
                .containsEntry("PendingConfirmation", "false")
                .containsEntry("ConfirmationWasAuthenticated", "true")
                .containsEntry("RawMessageDelivery", "false")
                .containsEntry("FilterPolicyScope", "MessageAttributes");
        assertThat(subscribeQueue(topic, url, Map.of())).isEqualTo(arn);
        assertInvalid(
                () -> subscribeQueue(topic, url, Map.of("RawMessageDelivery", "true")),
                "Attributes Reason: Subscription already exists with different attributes");

        sns().unsubscribe(r -> r.subscriptionArn(arn));
        sns().unsubscribe(r -> r.subscriptionArn(arn));
        assertError(
                () -> sns().getSubscriptionAttributes(r -> r.subscriptionArn(arn)),
                "NotFound",
                "Subscription does not exist");
        assertThat(sns().getTopicAttributes(r -> r.topicArn(topic)).attributes())
                .containsEntry("SubscriptionsDeleted", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test-protocol|x|Amazon SNS does not support this protocol string: test-protocol",
                "sqs|http://127.0.0.1/123456789012/q|SQS endpoint ARN",
                "lambda|f|Lambda endpoint ARN",
                "http|ftp://127.0.0.1|Endpoint must match the specified protocol",
                "https|http://127.0.0.1|Endpoint must match the specified protocol",
                "http|::bad::|Endpoint must match the specified protocol",
                "http|http://example.com/x|Endpoint Reason: the embedded cloud delivers to this machine alone;"
                        + " example.com is not 127.0.0.1, localhost or a name under localhost",
                "http|http://127.0.0.1.example.com/|Endpoint Reason: the embedded cloud delivers to this machine alone;"
                        + " 127.0.0.1.example.com is not 127.0.0.1, localhost or a name under localhost",
                "email|a@example.com|Protocol Reason: the embedded cloud does not deliver by email; subscribe http,"
                        + " https, lambda or sqs",
                "sqs|arn:aws:sqs:eu-west-1:123456789012:q.fifo|Invalid parameter: Endpoint Reason: FIFO SQS Queues can"
                        + " not be subscribed to standard SNS topics"
            })
    void an_endpoint_that_makes_no_sense_is_refused(String protocol, String endpoint, String what) {
        String topic = topic("endpoints");

        assertInvalid(() -> subscribe(topic, protocol, endpoint, Map.of()), what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RawMessageDelivery|wrong|RawMessageDelivery: Invalid value [wrong]. Must be true or false.",
                "FilterPolicyScope|All|FilterPolicyScope: Invalid value [All]. Please use either MessageBody or"
                        + " MessageAttributes",
                "FilterPolicy|{\"key\":[[\"value\"]]}|FilterPolicy: Match value must be String, number, true, false, or"
                        + " null",
                "FilterPolicy|{\"key\":[{\"wrong-operator\":true}]}|FilterPolicy: Unrecognized match type wrong-operator",
                "FilterPolicy|{\"a\":{\"b\":[\"c\"]}}|Filter policy scope MessageAttributes does not support nested filter"
                        + " policy",
                "FilterPolicy|no|FilterPolicy: failed to parse JSON. ",
                "RedrivePolicy|{\"deadLetterTargetArn\":\"x\"}|RedrivePolicy: deadLetterTargetArn is an invalid arn",
                "DeliveryPolicy|{\"healthyRetryPolicy\":{\"numRetries\":-1}}|DeliveryPolicy: numRetries must be between 0"
                        + " and 100"
            })
    void an_attribute_of_a_subscription_that_makes_no_sense_is_refused(String name, String value, String what) {
        String topic = topic("odd");
        String endpoint = "arn:aws:sqs:eu-west-1:123456789012:odd";

        assertThatThrownBy(() -> subscribe(topic, "sqs", endpoint, Map.of(name, value)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: Attributes Reason: " + what);
        String arn = subscribe(topic, "sqs", endpoint, Map.of());
        assertThatThrownBy(() -> sns().setSubscriptionAttributes(
                                r -> r.subscriptionArn(arn).attributeName(name).attributeValue(value)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: " + what);
    }

    @Test
    void an_http_endpoint_is_asked_first_and_told_afterwards() {
        try (Endpoint endpoint = Endpoint.open()) {
            String topic = topic("asked");
            String answer = sns().subscribe(
                            r -> r.topicArn(topic).protocol("http").endpoint(endpoint.url()))
                    .subscriptionArn();
            assertThat(answer).isEqualTo("pending confirmation");
            sns().publish(r -> r.topicArn(topic).message("too early"));
            pass(Duration.ofSeconds(1));

            Endpoint.Request question = endpoint.last();
            assertThat(endpoint.requests()).hasSize(1);
            assertThat(question.header("x-amz-sns-message-type")).isEqualTo("SubscriptionConfirmation");
            assertThat(question.header("x-amz-sns-topic-arn")).isEqualTo(topic);
            assertThat(question.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(question.json().path("Message").asText())
                    .isEqualTo("You have chosen to subscribe to the topic " + topic
                            + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.");
            assertThat(question.json().path("SubscribeURL").asText()).contains("Action=ConfirmSubscription");
            assertThat(pending(topic).subscriptionArn()).isEqualTo("PendingConfirmation");

            String token = question.json().path("Token").asText();
            String arn = sns().confirmSubscription(r -> r.topicArn(topic).token(token))
                    .subscriptionArn();
            assertThat(pending(topic).subscriptionArn()).isEqualTo(arn);
            sns().publish(r -> r.topicArn(topic).message("now"));
            pass(Duration.ofSeconds(1));
            assertThat(endpoint.last().json().path("Message").asText()).isEqualTo("now");
            assertThat(endpoint.last().header("x-amz-sns-subscription-arn")).isEqualTo(arn);
        }
    }

    private Subscription pending(String topic) {
        return sns().listSubscriptionsByTopic(r -> r.topicArn(topic))
                .subscriptions()
                .get(0);
    }

    @Test
    void a_token_that_nobody_gave_confirms_nothing() {
        String topic = topic("tokens");

        assertError(
                () -> sns().confirmSubscription(r -> r.topicArn(topic).token("x")),
                "InvalidParameter",
                "Invalid token");
        assertInvalid(() -> sns().confirmSubscription(r -> r.topicArn(topic).token("0".repeat(288))), "Token");
    }

    @Test
    void what_nobody_confirms_is_gone_after_two_days() {
        String topic = topic("unconfirmed");
        try (Endpoint endpoint = Endpoint.open()) {
            subscribe(topic, "http", endpoint.url(), Map.of());
            pass(Duration.ofDays(2));
        }
        assertThat(sns().listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .isEmpty();
    }

    @Test
    void an_endpoint_that_fails_is_tried_again_three_times() {
        try (Endpoint endpoint = Endpoint.open()) {
            String topic = topic("retried");
            String dead = queue("retried-dead");
            confirmed(topic, endpoint, Map.of("RedrivePolicy", redrive(dead)));

            endpoint.refuse(2, 503);
            sns().publish(r -> r.topicArn(topic).message("patience"));
            pass(Duration.ofSeconds(19));
            assertThat(endpoint.requests()).hasSize(2);
            pass(Duration.ofSeconds(30));
            assertThat(endpoint.requests()).hasSize(4);
            assertThat(messages(dead)).isEmpty();

            endpoint.refuse(9, 500);
            sns().publish(r -> r.topicArn(topic).message("in vain"));
            pass(Duration.ofMinutes(5));
            assertThat(endpoint.requests()).hasSize(8);
            assertThat(told(dead)).containsExactly("in vain");
        }
    }

    @Test
    void an_endpoint_that_refuses_for_good_is_not_tried_again() {
        try (Endpoint endpoint = Endpoint.open()) {
            String topic = topic("refused");
            confirmed(topic, endpoint, Map.of());

            endpoint.refuse(9, 404);
            sns().publish(r -> r.topicArn(topic).message("no"));
            pass(Duration.ofMinutes(5));

            assertThat(endpoint.requests()).hasSize(2);
        }
    }

    private void confirmed(String topic, Endpoint endpoint, Map<String, String> attributes) {
        subscribe(topic, "http", endpoint.url(), attributes);
        pass(Duration.ofSeconds(1));
        String token = endpoint.last().json().path("Token").asText();
        sns().confirmSubscription(r -> r.topicArn(topic).token(token));
    }

    private String redrive(String url) {
        return "{\"deadLetterTargetArn\":\"" + queueArn(url) + "\"}";
    }

    @Test
    void what_a_missing_queue_cannot_take_goes_to_the_dead_letter_queue_at_once() {
        String topic = topic("missing");
        String dead = queue("missing-dead");
        subscribe(topic, "sqs", "arn:aws:sqs:eu-west-1:123456789012:missing", Map.of("RedrivePolicy", redrive(dead)));

        sns().publish(r -> r.topicArn(topic).message("lost"));

        assertThat(told(dead)).containsExactly("lost");
    }

    @Test
    void subscribers_get_what_they_want_by_attributes() {
        String topic = topic("by-attributes");
        String url = queue("by-attributes");
        subscribeQueue(
                topic,
                url,
                Map.of(
                        "FilterPolicy",
                        "{\"store\":[\"example_corp\"],\"price\":[{\"numeric\":[\">=\",100]}],"
                                + "\"interests\":[\"rugby\",\"chess\"]}"));

        publish(topic, "wanted", "example_corp", "210.75", "[\"soccer\",\"rugby\"]");
        publish(topic, "cheap", "example_corp", "99", "[\"rugby\"]");
        publish(topic, "other", "other", "210.75", "[\"rugby\"]");
        publish(topic, "dull", "example_corp", "210.75", "[\"soccer\"]");
        sns().publish(r -> r.topicArn(topic).message("bare"));

        assertThat(told(url)).containsExactly("wanted");
    }

    private void publish(String topic, String message, String store, String price, String interests) {
        sns().publish(r -> r.topicArn(topic)
                .message(message)
                .messageAttributes(Map.of(
                        "store", value("String", store),
                        "price", value("Number", price),
                        "interests", value("String.Array", interests))));
    }

    @Test
    void subscribers_get_what_they_want_by_bodies() {
        String topic = topic("by-bodies");
        String url = queue("by-bodies");
        subscribeQueue(
                topic,
                url,
                Map.of(
                        "FilterPolicyScope",
                        "MessageBody",
                        "FilterPolicy",
                        "{\"detail\":{\"state\":[{\"anything-but\":\"STARTED\"}]}}"));

        for (String message : List.of(
                "{\"detail\":{\"state\":\"FAILED\"}}", "{\"detail\":{\"state\":\"STARTED\"}}", "no JSON", "[]", "{}")) {
            sns().publish(r -> r.topicArn(topic).message(message));
        }

        assertThat(told(url)).containsExactly("{\"detail\":{\"state\":\"FAILED\"}}");
    }

    @Test
    void a_message_can_have_another_text_for_each_protocol() {
        String topic = topic("structured");
        String url = queue("structured");
        subscribeQueue(topic, url, Map.of());

        sns().publish(r -> r.topicArn(topic)
                .messageStructure("json")
                .message("{\"default\":\"to all\",\"sqs\":\"to queues\",\"http\":1}"));
        sns().publish(r -> r.topicArn(topic).messageStructure("json").message("{\"default\":\"to all\"}"));

        assertThat(told(url)).containsExactlyInAnyOrder("to queues", "to all");
        assertInvalid(
                () -> sns().publish(
                                r -> r.topicArn(topic).messageStructure("json").message("{\"sqs\":\"x\"}")),
                "Message Structure - No default entry in JSON message body");
        assertInvalid(
                () -> sns().publish(
                                r -> r.topicArn(topic).messageStructure("json").message("{\"default\": 1}")),
                "Message Structure - No default entry in JSON message body");
        assertInvalid(
                () -> sns().publish(
                                r -> r.topicArn(topic).messageStructure("json").message("no")),
                "Message Structure - JSON message body failed to parse");
    }

    @Test
    void a_message_must_be_one() {
        String topic = topic("messages");

        assertInvalid(() -> sns().publish(r -> r.topicArn(topic).message("")), "Empty message");
        assertInvalid(() -> sns().publish(r -> r.topicArn(topic).message("x").subject("")), "Subject");
        assertInvalid(() -> sns().publish(r -> r.topicArn(topic).message("x".repeat(262_145))), "Message too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attr1|String||The message attribute 'attr1' must contain non-empty message attribute value for message"
                        + " attribute type 'String'.",
                "attr1|Binary|x|The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
                "attr1|Other|x|The message attribute 'attr1' has an invalid message attribute type, the set of supported"
                        + " type prefixes is Binary, Number, and String.",
                "at^tr|String|x|Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only"
                        + " include alphanumeric characters, hyphens, underscores, or dots.",
                ".attr|String|x|Invalid message attribute name starting with character '.' was found.",
                "attr.|String|x|Invalid message attribute name ending with character '.' was found.",
                "at..tr|String|x|Message attribute name can not have successive '.' character."
            })
    void an_attribute_of_a_message_must_be_one(String name, String type, String text, String message) {
        String topic = topic("message-attributes");

        assertError(
                () -> sns().publish(r -> r.topicArn(topic)
                        .message("x")
                        .messageAttributes(Map.of(name, value(type, text == null ? "" : text)))),
                "ParameterValueInvalid",
                message);
    }

    @Test
    void a_batch_is_published_as_a_whole_or_refused() {
        String topic = topic("batch");
        String url = queue("batch");
        subscribeQueue(topic, url, Map.of());

        assertThat(sns().publishBatch(
                                r -> r.topicArn(topic).publishBatchRequestEntries(entry("1", "one"), entry("2", "two")))
                        .successful())
                .extracting("id")
                .containsExactly("1", "2");
        assertThat(told(url)).containsExactlyInAnyOrder("one", "two");
        assertError(
                () -> sns().publishBatch(
                                r -> r.topicArn(topic).publishBatchRequestEntries(entry("1", "a"), entry("1", "b"))),
                "BatchEntryIdsNotDistinct",
                "Two or more batch entries in the request have the same Id.");
        assertError(
                () -> sns().publishBatch(r -> r.topicArn(topic)
                        .publishBatchRequestEntries(IntStream.range(0, 11)
                                .mapToObj(i -> entry("e" + i, "x"))
                                .toList())),
                "TooManyEntriesInBatchRequest",
                "The batch request contains more entries than permissible.");
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }

    @Test
    void a_fifo_topic_keeps_the_order_and_drops_what_was_said_already() {
        String topic = sns().createTopic(r -> r.name("ordered.fifo")
                        .attributes(Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true")))
                .topicArn();
        String url = sqs().createQueue(r ->
                        r.queueName("ordered-by-topic.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        subscribeQueue(topic, url, Map.of("RawMessageDelivery", "true"));

        for (int i = 0; i < 8; i++) {
            String message = "m" + i;
            sns().publish(r -> r.topicArn(topic).message(message).messageGroupId("g"));
        }
        String again = sns().publish(r -> r.topicArn(topic).message("m0").messageGroupId("g"))
                .sequenceNumber();

        assertThat(again).isNotEmpty();
        assertThat(messages(url))
                .extracting(Message::body)
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7");
        assertInvalid(
                () -> sns().publish(r -> r.topicArn(topic).message("x")),
                "The MessageGroupId parameter is required for FIFO topics");
    }
}
