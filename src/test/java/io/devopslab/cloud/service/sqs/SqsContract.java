package io.devopslab.cloud.service.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** What any SQS does. Names are unique to each test, so that all may share one account. */
abstract class SqsContract {

    abstract SqsClient sqs();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private String queue(String name) {
        return queue(name, Map.of());
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs().createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
    }

    private String fifo(String name) {
        return queue(
                name + ".fifo",
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
    }

    private SendMessageResponse send(String url, String body) {
        return sqs().sendMessage(r -> r.queueUrl(url).messageBody(body));
    }

    private List<Message> receive(String url) {
        return sqs().receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private List<String> bodies(String url) {
        return receive(url).stream().map(Message::body).toList();
    }

    private String attribute(String url, QueueAttributeName name) {
        return sqs().getQueueAttributes(r -> r.queueUrl(url).attributeNames(name))
                .attributes()
                .getOrDefault(name, "");
    }

    private static void assertError(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(error.statusCode()).isBetween(400, 499);
        });
    }

    @Test
    void a_queue_is_found_by_its_name_and_told_with_its_defaults() {
        String url = queue("told");

        assertThat(url).endsWith("/123456789012/told");
        assertThat(sqs().getQueueUrl(r -> r.queueName("told")).queueUrl()).isEqualTo(url);
        Map<QueueAttributeName, String> attributes = sqs().getQueueAttributes(
                        r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        assertThat(attributes)
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:eu-west-1:123456789012:told")
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "30")
                .containsEntry(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1048576")
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600")
                .containsEntry(QueueAttributeName.DELAY_SECONDS, "0")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
                .doesNotContainKeys(QueueAttributeName.FIFO_QUEUE, QueueAttributeName.POLICY);
    }

    @Test
    void creating_a_queue_again_gives_the_same_unless_its_attributes_differ() {
        String url = queue("again", Map.of(QueueAttributeName.DELAY_SECONDS, "5"));

        assertThat(queue("again", Map.of(QueueAttributeName.DELAY_SECONDS, "5")))
                .isEqualTo(url);
        assertThat(queue("again")).isEqualTo(url);
        assertThatThrownBy(() -> queue("again", Map.of(QueueAttributeName.DELAY_SECONDS, "6")))
                .isInstanceOf(QueueNameExistsException.class);
        assertError(
                () -> queue("again", Map.of(QueueAttributeName.DELAY_SECONDS, "6")),
                "QueueAlreadyExists",
                "A queue already exists with the same name and a different value for attribute DelaySeconds");
    }

    @Test
    void a_queue_that_does_not_exist_is_told_by_its_own_error() {
        String url = queue("gone");
        sqs().deleteQueue(r -> r.queueUrl(url));

        assertThatThrownBy(() -> send(url, "hello")).isInstanceOf(QueueDoesNotExistException.class);
        assertError(
                () -> send(url, "hello"),
                "AWS.SimpleQueueService.NonExistentQueue",
                "The specified queue does not exist.");
        assertError(
                () -> queue("gone"),
                "AWS.SimpleQueueService.QueueDeletedRecently",
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
        pass(Duration.ofSeconds(61));
        assertThat(queue("gone")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "../x", "queue.fifo", "\u0000", "ünï"})
    void a_bad_name_is_refused(String name) {
        assertError(
                () -> queue(name),
                "InvalidParameterValue",
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    @ParameterizedTest
    @CsvSource({
        "VisibilityTimeout, 43201",
        "VisibilityTimeout, -1",
        "VisibilityTimeout, x",
        "DelaySeconds, 901",
        "MaximumMessageSize, 1023",
        "MessageRetentionPeriod, 59",
        "ReceiveMessageWaitTimeSeconds, 21",
        "MessageRetentionPeriod, 99999999999999999999",
        "Policy, {",
        "SqsManagedSseEnabled, maybe"
    })
    void a_bad_attribute_is_refused(String name, String value) {
        assertError(
                () -> sqs().createQueue(r -> r.queueName("bad").attributesWithStrings(Map.of(name, value))),
                "InvalidAttributeValue",
                "Invalid value for the parameter " + name + ".");
    }

    @Test
    void an_unknown_attribute_is_refused() {
        assertError(
                () -> sqs().createQueue(r -> r.queueName("bad").attributesWithStrings(Map.of("Colour", "red"))),
                "InvalidAttributeName",
                "Unknown Attribute Colour.");
        assertError(
                () -> queue("bad", Map.of(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")),
                "InvalidAttributeName",
                "Unknown Attribute ContentBasedDeduplication.");
    }

    @Test
    void attributes_change_and_an_empty_policy_goes() {
        String url = queue("changing");
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

        sqs().setQueueAttributes(r -> r.queueUrl(url)
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "7", QueueAttributeName.POLICY, policy)));
        assertThat(attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("7");
        assertThat(attribute(url, QueueAttributeName.POLICY)).isEqualTo(policy);

        sqs().setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, "")));
        assertThat(attribute(url, QueueAttributeName.POLICY)).isEmpty();
    }

    @Test
    void queues_are_listed_in_pages() {
        IntStream.range(0, 5).forEach(i -> queue("paged-" + i));

        List<String> found =
                sqs().listQueuesPaginator(r -> r.queueNamePrefix("paged-").maxResults(2)).queueUrls().stream()
                        .toList();
        assertThat(found).hasSize(5).allMatch(url -> url.contains("/paged-"));
        assertThat(sqs().listQueues(r -> r.queueNamePrefix("paged-").maxResults(2))
                        .queueUrls())
                .hasSize(2);
        assertError(
                () -> sqs().listQueues(r -> r.nextToken("!").maxResults(2)),
                "InvalidParameterValue",
                "Invalid or expired next token.");
    }

    @Test
    void a_message_is_received_as_it_was_sent_and_once_deleted_never_again() {
        String url = queue("simple");
        SendMessageResponse sent = sqs().sendMessage(r -> r.queueUrl(url)
                .messageBody("Xin chào ☕")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("greeting")
                                .build(),
                        "bytes",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {2, 3, 4}))
                                .build())));

        Message message = receive(url).get(0);
        assertThat(message.messageId()).isEqualTo(sent.messageId());
        assertThat(message.body()).isEqualTo("Xin chào ☕");
        assertThat(message.md5OfBody()).isEqualTo(sent.md5OfMessageBody());
        assertThat(message.md5OfMessageAttributes()).isEqualTo(sent.md5OfMessageAttributes());
        assertThat(message.messageAttributes().get("bytes").binaryValue().asByteArray())
                .containsExactly(2, 3, 4);
        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsKeys(
                        MessageSystemAttributeName.SENDER_ID,
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP);

        sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        pass(Duration.ofMinutes(1));
        assertThat(receive(url)).isEmpty();
    }

    /** The digests are those that AWS gave. */
    @Test
    void digests_are_those_of_aws() {
        String url = queue("digests");
        Map<String, MessageAttributeValue> attributes =
                Map.of("Hello", string("There"), "General", string("Kenobi"), "Help.Me", string("Me"));

        SendMessageResponse sent =
                sqs().sendMessage(r -> r.queueUrl(url).messageBody("msg").messageAttributes(attributes));

        assertThat(sent.md5OfMessageBody()).isEqualTo("6e2baaf3b97dbeef01c0043275f9a0e7");
        assertThat(sent.md5OfMessageAttributes()).isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
        Message some = sqs().receiveMessage(r -> r.queueUrl(url).messageAttributeNames("Hel.*", "Nothing"))
                .messages()
                .get(0);
        assertThat(some.messageAttributes()).containsOnlyKeys("Hello", "Help.Me");
        assertThat(some.md5OfMessageAttributes()).isEqualTo("83fee93c1bcd8b9a5a923ffacdc636c7");
    }

    private static MessageAttributeValue string(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Test
    void a_receiver_sees_only_the_attributes_that_it_asks_for() {
        String url = queue("asked", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
        sqs().sendMessage(r -> r.queueUrl(url)
                .messageBody("msg")
                .messageAttributes(Map.of("Hello", string("There"), "Help.Me", string("Me"), "Other", string("x"))));

        assertThat(attributeNames(url)).isEmpty();
        assertThat(attributeNames(url, "Hello", "absent")).containsExactly("Hello");
        assertThat(attributeNames(url, "Help.*")).containsExactly("Help.Me");
        assertThat(attributeNames(url, ".*")).hasSize(3);
    }

    private Set<String> attributeNames(String url, String... wanted) {
        return sqs().receiveMessage(r -> r.queueUrl(url).messageAttributeNames(wanted))
                .messages()
                .get(0)
                .messageAttributes()
                .keySet();
    }

    @Test
    void a_message_that_is_not_deleted_comes_back_after_its_visibility_timeout() {
        String url = queue("back");
        send(url, "again");

        assertThat(bodies(url)).containsExactly("again");
        assertThat(bodies(url)).isEmpty();
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");
        pass(Duration.ofSeconds(31));
        Message second = receive(url).get(0);
        assertThat(second.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
    }

    @Test
    void the_visibility_of_a_message_can_be_changed_while_somebody_has_it() {
        String url = queue("changed");
        send(url, "mine");
        Message message = receive(url).get(0);

        sqs().changeMessageVisibility(r ->
                r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(100));
        pass(Duration.ofSeconds(60));
        assertThat(receive(url)).isEmpty();
        sqs().changeMessageVisibility(r ->
                r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        assertThat(bodies(url)).containsExactly("mine");
        assertThatThrownBy(() -> sqs().changeMessageVisibility(r ->
                        r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(1)))
                .hasMessageContaining("is not available for visibility timeout change");
    }

    @Test
    void an_older_receipt_deletes_nothing() {
        String url = queue("older");
        send(url, "x");
        String old = receive(url).get(0).receiptHandle();
        pass(Duration.ofSeconds(31));
        receive(url);

        sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(old));

        pass(Duration.ofSeconds(31));
        assertThat(bodies(url)).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "////", "bm9wZQ==", "\u0000", "YS8xL2I="})
    void a_receipt_that_nobody_gave_is_refused(String handle) {
        String url = queue("receipts");

        assertError(
                () -> sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(handle)),
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    @Test
    void a_delayed_message_waits() {
        String url = queue("delayed");
        sqs().sendMessage(r -> r.queueUrl(url).messageBody("later").delaySeconds(10));

        assertThat(bodies(url)).isEmpty();
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .isEqualTo("1");
        pass(Duration.ofSeconds(11));
        assertThat(bodies(url)).containsExactly("later");
    }

    @Test
    void a_long_poll_returns_as_soon_as_a_message_can_be_had() {
        String url = queue("polled");
        sqs().sendMessage(r -> r.queueUrl(url).messageBody("soon").delaySeconds(3));

        assertThat(sqs().receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20))
                        .messages())
                .extracting(Message::body)
                .containsExactly("soon");
        assertThat(sqs().receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(2)).messages())
                .isEmpty();
    }

    @Test
    void what_is_kept_too_long_is_gone() {
        String url = queue("short", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60"));
        send(url, "old");

        pass(Duration.ofSeconds(60));

        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .isEqualTo("0");
        assertThat(bodies(url)).isEmpty();
    }

    @Test
    void what_nobody_can_process_goes_to_the_dead_letter_queue() {
        String dead = queue("dead");
        String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
        String policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":2}";
        String url = queue("alive", Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
        String id = send(url, "poison").messageId();

        for (int i = 0; i < 2; i++) {
            assertThat(bodies(url)).containsExactly("poison");
            pass(Duration.ofSeconds(31));
        }
        assertThat(bodies(url)).isEmpty();
        Message moved = receive(dead).get(0);
        assertThat(moved.messageId()).isEqualTo(id);
        assertThat(moved.attributes())
                .containsEntry(
                        MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
                        attribute(url, QueueAttributeName.QUEUE_ARN));
        assertThat(sqs().listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
                .containsExactly(url);
    }

    @Test
    void a_dead_letter_queue_says_whose_messages_it_takes() {
        String dead =
                queue("dead", Map.of(QueueAttributeName.REDRIVE_ALLOW_POLICY, "{\"redrivePermission\":\"denyAll\"}"));
        String policy = "{\"deadLetterTargetArn\":\"" + attribute(dead, QueueAttributeName.QUEUE_ARN)
                + "\",\"maxReceiveCount\":2}";
        String url = queue("alive");
        assertNotTaken(url, policy);

        String other = "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"%s\"]}";
        allow(dead, String.format(Locale.ROOT, other, attribute(dead, QueueAttributeName.QUEUE_ARN)));
        assertNotTaken(url, policy);

        allow(dead, String.format(Locale.ROOT, other, attribute(url, QueueAttributeName.QUEUE_ARN)));
        sqs().setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
        assertThat(attribute(url, QueueAttributeName.REDRIVE_POLICY)).isEqualTo(policy);
        assertThatThrownBy(() -> allow(dead, "{\"redrivePermission\":\"some\"}"))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("RedriveAllowPolicy");
    }

    private void allow(String dead, String policy) {
        sqs().setQueueAttributes(
                        r -> r.queueUrl(dead).attributes(Map.of(QueueAttributeName.REDRIVE_ALLOW_POLICY, policy)));
    }

    private void assertNotTaken(String url, String policy) {
        assertThatThrownBy(() -> sqs().setQueueAttributes(
                                r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy))))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deadLetterTargetArn\":\"dummy\",\"maxReceiveCount\":42}",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:absent\",\"maxReceiveCount\":1}",
                "{\"maxReceiveCount\":1}",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:a\",\"maxReceiveCount\":0}",
                "[]",
                "no"
            })
    void a_redrive_policy_that_makes_no_sense_is_refused(String policy) {
        assertThatThrownBy(() -> queue("redrive", Map.of(QueueAttributeName.REDRIVE_POLICY, policy)))
                .isInstanceOfSatisfying(AwsServiceException.class, error -> {
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
                    assertThat(error.awsErrorDetails().errorMessage())
                            .startsWith("Value " + policy + " for parameter RedrivePolicy is invalid. Reason: ");
                });
    }

    @Test
    void a_fifo_queue_keeps_the_order_of_each_group_and_drops_what_was_said_already() {
        String url = fifo("ordered");
        for (String body : List.of("a1", "b1", "a2", "a1")) {
            sqs().sendMessage(r -> r.queueUrl(url).messageBody(body).messageGroupId(body.substring(0, 1)));
        }

        Message first = sqs().receiveMessage(
                        r -> r.queueUrl(url).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);
        assertThat(first.body()).isEqualTo("a1");
        assertThat(first.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "a")
                .containsKeys(
                        MessageSystemAttributeName.SEQUENCE_NUMBER,
                        MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
        assertThat(bodies(url)).as("a's next must wait for its first").containsExactly("b1");
        sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(first.receiptHandle()));
        assertThat(bodies(url)).containsExactly("a2");

        pass(Duration.ofMinutes(6));
        SendMessageResponse later =
                sqs().sendMessage(r -> r.queueUrl(url).messageBody("a1").messageGroupId("c"));
        assertThat(later.sequenceNumber()).hasSize(20);
        assertThat(bodies(url)).contains("a1");
    }

    @Test
    void an_expired_receipt_of_a_fifo_queue_is_an_error() {
        String url = fifo("expired");
        sqs().sendMessage(r -> r.queueUrl(url).messageBody("m").messageGroupId("g"));
        String handle = receive(url).get(0).receiptHandle();
        pass(Duration.ofSeconds(31));

        assertError(
                () -> sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(handle)),
                "InvalidParameterValue",
                "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
    }

    @Test
    void a_fifo_queue_asks_for_what_it_needs() {
        String url = queue("needs.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));

        assertError(() -> send(url, "x"), "MissingParameter", "The request must contain the parameter MessageGroupId.");
        assertError(
                () -> sqs().sendMessage(r -> r.queueUrl(url).messageBody("x").messageGroupId("g")),
                "InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                        + " explicitly");
        assertError(
                () -> sqs().sendMessage(r -> r.queueUrl(url)
                        .messageBody("x")
                        .messageGroupId("g")
                        .messageDeduplicationId("d")
                        .delaySeconds(2)),
                "InvalidParameterValue",
                "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid"
                        + " for this queue type.");
    }

    @Test
    void a_batch_takes_the_good_and_names_the_bad() {
        String url = queue("batch");

        SendMessageBatchResponse response = sqs().sendMessageBatch(
                        r -> r.queueUrl(url).entries(entry("good", "x"), entry("bad", "\u0001"), entry("fine", "y")));

        assertThat(response.successful()).extracting("id").containsExactly("good", "fine");
        BatchResultErrorEntry failed = response.failed().get(0);
        assertThat(failed.id()).isEqualTo("bad");
        assertThat(failed.senderFault()).isTrue();
        assertThat(failed.code()).isEqualTo("InvalidMessageContents");
        List<Message> received = receive(url);
        assertThat(received).hasSize(2);
        assertThat(sqs().deleteMessageBatch(r -> r.queueUrl(url)
                                .entries(received.stream()
                                        .map(message -> DeleteMessageBatchRequestEntry.builder()
                                                .id(message.body())
                                                .receiptHandle(message.receiptHandle())
                                                .build())
                                        .toList()))
                        .successful())
                .hasSize(2);
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    @Test
    void a_batch_is_refused_as_a_whole_when_its_form_is_wrong() {
        String url = queue("batches");

        assertError(
                () -> sqs().sendMessageBatch(r -> r.queueUrl(url).entries(List.of())),
                "AWS.SimpleQueueService.EmptyBatchRequest",
                "There should be at least one SendMessageBatchRequestEntry in the request.");
        assertError(
                () -> sqs().sendMessageBatch(r -> r.queueUrl(url)
                        .entries(IntStream.range(0, 20)
                                .mapToObj(i -> entry("e" + i, "x"))
                                .toList())),
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are 10. You have sent 20.");
        assertError(
                () -> sqs().sendMessageBatch(r -> r.queueUrl(url).entries(entry("a", "x"), entry("a", "y"))),
                "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
                "Id a repeated.");
        assertError(
                () -> sqs().sendMessageBatch(r -> r.queueUrl(url).entries(entry("in:valid", "x"))),
                "AWS.SimpleQueueService.InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most"
                        + " 80 letters long.");
    }

    @Test
    void a_message_must_not_be_too_long_or_carry_what_xml_cannot() {
        String url = queue("limits", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));

        assertError(
                () -> send(url, "x".repeat(1025)),
                "InvalidParameterValue",
                "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
        assertThatThrownBy(() -> send(url, "a\u0000b"))
                .hasMessageContaining("Invalid binary character '#x0' was found in the message body");
        assertError(() -> send(url, ""), "MissingParameter", "The request must contain the parameter MessageBody.");
        assertError(
                () -> sqs().receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(11)),
                "InvalidParameterValue",
                "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if"
                        + " provided.");
    }

    @Test
    void a_purge_empties_a_queue_and_is_refused_for_a_minute() {
        String url = queue("purged");
        send(url, "x");

        sqs().purgeQueue(r -> r.queueUrl(url));

        assertThat(bodies(url)).isEmpty();
        assertError(
                () -> sqs().purgeQueue(r -> r.queueUrl(url)),
                "AWS.SimpleQueueService.PurgeQueueInProgress",
                "Only one PurgeQueue operation on purged is allowed every 60 seconds.");
        pass(Duration.ofSeconds(61));
        sqs().purgeQueue(r -> r.queueUrl(url));
    }

    @Test
    void tags_come_and_go() {
        String url = sqs().createQueue(r -> r.queueName("tagged").tags(Map.of("team", "a")))
                .queueUrl();

        sqs().tagQueue(r -> r.queueUrl(url).tags(Map.of("team", "b", "stage", "test")));
        sqs().untagQueue(r -> r.queueUrl(url).tagKeys("stage"));

        assertThat(sqs().listQueueTags(r -> r.queueUrl(url)).tags()).containsExactly(Map.entry("team", "b"));
        assertThatThrownBy(() -> sqs().tagQueue(r -> r.queueUrl(url).tags(Map.of("aws:x", "y"))))
                .isInstanceOf(AwsServiceException.class);
    }

    @Test
    void permissions_are_statements_of_the_policy() {
        String url = queue("shared");
        sqs().addPermission(r ->
                r.queueUrl(url).label("partner").awsAccountIds("111122223333").actions("ReceiveMessage"));

        assertThat(attribute(url, QueueAttributeName.POLICY))
                .contains("\"Sid\":\"partner\"", "\"Action\":\"SQS:ReceiveMessage\"");
        assertError(
                () -> sqs().addPermission(r -> r.queueUrl(url)
                        .label("partner")
                        .awsAccountIds("111122223333")
                        .actions("SendMessage")),
                "InvalidParameterValue",
                "Value partner for parameter Label is invalid. Reason: Already exists.");
        sqs().removePermission(r -> r.queueUrl(url).label("partner"));
        assertThat(attribute(url, QueueAttributeName.POLICY)).isEmpty();
        assertError(
                () -> sqs().removePermission(r -> r.queueUrl(url).label("partner")),
                "InvalidParameterValue",
                "Value partner for parameter Label is invalid. Reason: can't find label.");
    }

    @Test
    void receivers_at_the_same_time_never_get_the_same_message() throws Exception {
        String url = queue("contended");
        IntStream.range(0, 60).forEach(i -> send(url, "m" + i));
        ExecutorService receivers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                work.add(() -> sqs().receiveMessage(r -> r.queueUrl(url)).messages().stream()
                        .map(Message::body)
                        .toList());
            }
            List<String> bodies = new ArrayList<>();
            for (Future<List<String>> future : receivers.invokeAll(work)) {
                bodies.addAll(future.get());
            }
            assertThat(bodies).hasSize(60);
            assertThat(new HashSet<>(bodies)).hasSize(60);
        } finally {
            receivers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "http://127.0.0.1", "::bad url::", "http://127.0.0.1/999/x"})
    void an_address_that_is_none_is_refused(String url) {
        assertThatThrownBy(() -> sqs().purgeQueue(r -> r.queueUrl(url)))
                .isInstanceOfSatisfying(AwsServiceException.class, error -> assertThat(error.statusCode())
                        .isBetween(400, 499));
    }
}
