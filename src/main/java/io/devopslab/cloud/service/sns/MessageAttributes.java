package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** What the attributes of a message may be (Amazon SNS Developer Guide, "Amazon SNS message attributes"). */
final class MessageAttributes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..*)?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private MessageAttributes() {}

    /**
     * @param path where the attributes are in the request, for the complaint about a missing type
     */
    static void check(Map<String, MessageAttributeValue> attributes, String path) {
        attributes.forEach((name, value) -> {
            checkName(name);
            SnsErrors.required(path + "." + name + ".member.dataType", value.dataType());
            checkValue(name, value);
        });
    }

    private static void checkName(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length >= 256) {
            throw SnsErrors.attribute("Length of message attribute name must be less than 256 bytes.");
        }
        name.chars()
                .filter(c -> !String.valueOf((char) c).matches("[A-Za-z0-9_.-]"))
                .findFirst()
                .ifPresent(c -> {
                    throw SnsErrors.attribute("Invalid non-alphanumeric character '#x"
                            + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                            + "' was found in the message attribute name. Can only include alphanumeric characters,"
                            + " hyphens, underscores, or dots.");
                });
        if (name.startsWith(".")) {
            throw SnsErrors.attribute("Invalid message attribute name starting with character '.' was found.");
        }
        if (name.endsWith(".")) {
            throw SnsErrors.attribute("Invalid message attribute name ending with character '.' was found.");
        }
        if (name.contains("..")) {
            throw SnsErrors.attribute("Message attribute name can not have successive '.' character.");
        }
    }

    private static void checkValue(String name, MessageAttributeValue value) {
        String type = value.dataType();
        if (!TYPE.matcher(type).matches()) {
            throw SnsErrors.attribute("The message attribute '" + name + "' has an invalid message attribute type, the"
                    + " set of supported type prefixes is Binary, Number, and String.");
        }
        boolean isBinary = type.startsWith("Binary");
        boolean hasText = !isEmpty(value.stringValue());
        boolean hasBytes = value.binaryValue() != null && value.binaryValue().asByteArrayUnsafe().length > 0;
        if (!hasText && !hasBytes) {
            throw SnsErrors.attribute("The message attribute '" + name + "' must contain non-empty message attribute"
                    + " value for message attribute type '" + type + "'.");
        }
        if (isBinary ? hasText : hasBytes) {
            throw SnsErrors.attribute("The message attribute '" + name + "' with type '" + type + "' must use field '"
                    + (isBinary ? "Binary" : "String") + "'.");
        }
        if (type.startsWith("Number") && !NUMBER.matcher(value.stringValue()).matches()) {
            throw SnsErrors.attribute("Could not cast message attribute '" + name + "' value to number.");
        }
        if (type.equals("String.Array") && !isArray(value.stringValue())) {
            throw SnsErrors.attribute(
                    "The value of the message attribute '" + name + "' of type String.Array must be a JSON array.");
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static boolean isArray(String text) {
        try {
            return JSON.readTree(text).isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** How many bytes the names, types and values have. */
    static long size(Map<String, MessageAttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToLong(entry -> length(entry.getKey())
                        + length(entry.getValue().dataType())
                        + length(entry.getValue().stringValue())
                        + (entry.getValue().binaryValue() == null
                                ? 0
                                : entry.getValue().binaryValue().asByteArrayUnsafe().length))
                .sum();
    }

    static long length(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
