package io.devopslab.cloud.service.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What a message may be made of (Amazon SQS API Reference, "SendMessage"). */
final class MessageCheck {

    private static final int MOST_ATTRIBUTES = 10;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,248})?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?");
    private static final Pattern FIFO_ID = Pattern.compile("[\\p{Alnum}\\p{Punct}]{1,128}");

    private MessageCheck() {}

    static void check(Queue queue, SendMessageBatchRequestEntry message) {
        String body = message.messageBody();
        if (body == null || body.isEmpty()) {
            throw SqsErrors.missing("MessageBody");
        }
        checkCharacters(body);
        checkAttributes(message.messageAttributes());
        int most = queue.number(QueueAttributeName.MAXIMUM_MESSAGE_SIZE);
        if (size(message) > most) {
            throw SqsErrors.invalidValue(
                    "One or more parameters are invalid. Reason: Message must be shorter than " + most + " bytes.");
        }
        checkDelay(queue, message.delaySeconds());
        checkFifo(queue, message.messageGroupId(), message.messageDeduplicationId());
    }

    /** How many bytes a message has, with the names, types and values of its attributes. */
    static long size(SendMessageBatchRequestEntry message) {
        long size = length(message.messageBody());
        for (Map.Entry<String, MessageAttributeValue> attribute :
                message.messageAttributes().entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            size += length(attribute.getKey()) + length(value.dataType()) + length(value.stringValue());
            size += value.binaryValue() == null ? 0 : value.binaryValue().asByteArrayUnsafe().length;
        }
        return size;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkCharacters(String body) {
        body.codePoints()
                .filter(c -> !(c == 9
                        || c == 10
                        || c == 13
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000))
                .findFirst()
                .ifPresent(c -> {
                    throw SqsErrors.invalidContents(Integer.toHexString(c).toUpperCase(Locale.ROOT));
                });
    }

    private static void checkAttributes(Map<String, MessageAttributeValue> attributes) {
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw SqsErrors.invalidValue(
                    "Number of message attributes [" + attributes.size() + "] exceeds the allowed maximum [10].");
        }
        attributes.forEach(MessageCheck::checkAttribute);
    }

    private static void checkAttribute(String name, MessageAttributeValue value) {
        if (!ATTRIBUTE.matcher(name).matches() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            throw SqsErrors.invalidValue("Message attribute name can contain only the characters A-Z, a-z, 0-9,"
                    + " underscores, hyphens and periods, and must not start or end with a period or have periods in"
                    + " succession: '" + name + "'.");
        }
        String type = value.dataType();
        if (type == null || type.isEmpty()) {
            throw SqsErrors.invalidValue(
                    "The message attribute '" + name + "' must contain non-empty message attribute" + " type.");
        }
        if (!TYPE.matcher(type).matches()) {
            throw SqsErrors.invalidValue("The message attribute '" + name + "' has an invalid message attribute type,"
                    + " the set of supported type prefixes is Binary, Number, and String.");
        }
        boolean isBinary = type.startsWith("Binary");
        boolean isEmpty = isBinary
                ? value.binaryValue() == null || value.binaryValue().asByteArrayUnsafe().length == 0
                : value.stringValue() == null || value.stringValue().isEmpty();
        if (isEmpty) {
            throw SqsErrors.invalidValue("The message attribute '" + name + "' must contain non-empty message attribute"
                    + " value for message attribute type '" + type + "'.");
        }
        if (type.startsWith("Number") && !NUMBER.matcher(value.stringValue()).matches()) {
            throw SqsErrors.invalidValue("Can't cast the value of message attribute '" + name + "' to a number.");
        }
    }

    private static void checkDelay(Queue queue, @Nullable Integer delay) {
        if (delay == null) {
            return;
        }
        if (delay < 0 || delay > 900) {
            throw SqsErrors.invalidValue(delay, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        }
        if (queue.isFifo() && delay > 0) {
            throw SqsErrors.invalidValue(
                    delay, "DelaySeconds", "The request include parameter that is not valid for this queue type.");
        }
    }

    private static void checkFifo(Queue queue, @Nullable String group, @Nullable String deduplication) {
        if (group != null && !FIFO_ID.matcher(group).matches()) {
            throw SqsErrors.invalidValue(
                    group,
                    "MessageGroupId",
                    "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
        if (deduplication != null && !FIFO_ID.matcher(deduplication).matches()) {
            throw SqsErrors.invalidValue(
                    deduplication,
                    "MessageDeduplicationId",
                    "MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in"
                            + " length.");
        }
        if (!queue.isFifo()) {
            if (deduplication != null) {
                throw SqsErrors.invalidValue(
                        deduplication,
                        "MessageDeduplicationId",
                        "The request include parameter that is not valid for this queue type.");
            }
        } else if (group == null) {
            throw SqsErrors.missing("MessageGroupId");
        } else if (deduplication == null && !queue.is(QueueAttributeName.CONTENT_BASED_DEDUPLICATION)) {
            throw SqsErrors.invalidValue("The queue should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
    }
}
