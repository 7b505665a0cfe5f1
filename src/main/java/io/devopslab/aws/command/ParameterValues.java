package io.devopslab.aws.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Turns the words behind an option into the value of an operation's member. */
final class ParameterValues {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ParameterFiles files;
    private final boolean rawBlobs;

    /**
     * @param rawBlobs whether blobs are typed as they are, rather than as Base64
     */
    ParameterValues(ParameterFiles files, boolean rawBlobs) {
        this.files = files;
        this.rawBlobs = rawBlobs;
    }

    /**
     * @param words what stands behind the option: one word, or several where the member is a list
     * @throws io.devopslab.text.UsageException when it is no value of the member
     */
    JsonNode value(String option, SdkField<?> member, List<String> words) {
        if (isScalar(member)) {
            return scalar(option, member, words.get(0));
        }
        List<String> given =
                words.stream().map(word -> files.text(option, word)).toList();
        if (isDocument(member) || isJson(given)) {
            return encoded(option, json(option, given.get(0)), member);
        }
        if (!isA(member, MarshallingKnownType.LIST)) {
            return shorthand(option, given.get(0), member);
        }
        ArrayNode list = NODES.arrayNode();
        given.forEach(word -> list.add(element(option, element(member), word)));
        return list;
    }

    private JsonNode element(String option, SdkField<?> element, String word) {
        if (isScalar(element)) {
            return scalar(option, element, word);
        }
        return isJson(List.of(word)) ? encoded(option, json(option, word), element) : shorthand(option, word, element);
    }

    private static boolean isJson(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0).strip();
        return first.startsWith("{") || (first.startsWith("[") && words.size() == 1);
    }

    /** A document typed by the user, for example the value of {@code --cli-input-json}. */
    JsonNode json(String option, String text) {
        try {
            JsonNode document = JSON.readTree(text);
            if (!document.isMissingNode()) {
                return document;
            }
        } catch (JsonProcessingException e) {
            throw Usage.of(
                    "json", option, e.getOriginalMessage().lines().findFirst().orElse(""), text);
        }
        throw Usage.of("json", option, "", text);
    }

    private JsonNode shorthand(String option, String word, SdkField<?> member) {
        return typed(option, Shorthand.read(option, word, value -> files.text(option, value)), member);
    }

    /** The tree of a shorthand with the types of the model; members that do not exist are left for a later look. */
    private JsonNode typed(String option, JsonNode value, SdkField<?> member) {
        return switch (member.marshallingType().getKnownType()) {
            case SDK_POJO -> object(option, value, member);
            case MAP -> map(option, value, member);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                // `Values=a` means a list of one.
                Iterable<JsonNode> elements = value.isArray() ? value : List.of(value);
                elements.forEach(each -> list.add(typed(option, each, element(member))));
                yield list;
            }
            case DOCUMENT -> throw Usage.of("document", option);
            default -> value.isTextual() ? scalar(option, member, value.textValue()) : value;
        };
    }

    private JsonNode object(String option, JsonNode value, SdkField<?> member) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = NODES.objectNode();
        List<SdkField<?>> fields = member.constructor().get().sdkFields();
        value.properties()
                .forEach(entry -> object.set(
                        entry.getKey(),
                        fields.stream()
                                .filter(field -> field.memberName().equals(entry.getKey()))
                                .findFirst()
                                .map(field -> typed(option, entry.getValue(), field))
                                .orElse(entry.getValue())));
        return object;
    }

    private JsonNode map(String option, JsonNode value, SdkField<?> member) {
        if (!value.isObject()) {
            return value;
        }
        SdkField<?> valueField = member.getRequiredTrait(MapTrait.class).valueFieldInfo();
        ObjectNode object = NODES.objectNode();
        value.properties().forEach(entry -> object.set(entry.getKey(), typed(option, entry.getValue(), valueField)));
        return object;
    }

    /** JSON that the user typed: only its blobs are looked at, which may be typed raw. */
    JsonNode encoded(String option, JsonNode value, SdkField<?> member) {
        MarshallingKnownType type = member.marshallingType().getKnownType();
        if (type == MarshallingKnownType.SDK_BYTES && value.isTextual()) {
            return blob(option, value.textValue());
        }
        if (type == MarshallingKnownType.LIST && value.isArray()) {
            ArrayNode list = NODES.arrayNode();
            value.forEach(each -> list.add(encoded(option, each, element(member))));
            return list;
        }
        if (type == MarshallingKnownType.SDK_POJO && value.isObject()) {
            ObjectNode object = ((ObjectNode) value).deepCopy();
            member.constructor().get().sdkFields().forEach(field -> {
                if (value.has(field.memberName())) {
                    object.set(field.memberName(), encoded(option, value.get(field.memberName()), field));
                }
            });
            return object;
        }
        return value;
    }

    private JsonNode scalar(String option, SdkField<?> member, String word) {
        MarshallingKnownType type = member.marshallingType().getKnownType();
        if (type == MarshallingKnownType.SDK_BYTES) {
            return ParameterFiles.isBytes(word)
                    ? NODES.textNode(Base64.getEncoder().encodeToString(files.bytes(option, word)))
                    : blob(option, files.text(option, word));
        }
        String text = files.text(option, word);
        try {
            return switch (type) {
                case INTEGER, LONG, SHORT, BYTE -> NODES.numberNode(new BigInteger(text.strip()));
                case DOUBLE, FLOAT, BIG_DECIMAL -> NODES.numberNode(new BigDecimal(text.strip()));
                case BOOLEAN -> bool(option, text);
                case DOCUMENT -> json(option, text);
                default -> NODES.textNode(text);
            };
        } catch (NumberFormatException e) {
            throw Usage.of("number", option, text);
        }
    }

    private static JsonNode bool(String option, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw Usage.of("boolean", option, text);
        }
        return NODES.booleanNode(word.equals("true"));
    }

    private JsonNode blob(String option, String text) {
        if (rawBlobs) {
            return NODES.textNode(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return NODES.textNode(
                    Base64.getEncoder().encodeToString(Base64.getMimeDecoder().decode(strictly(text))));
        } catch (IllegalArgumentException e) {
            throw Usage.of("base64", option, text);
        }
    }

    /** Java's decoder of Base64 in lines passes over foreign characters; only line ends may be passed over. */
    private static String strictly(String text) {
        if (!text.matches("[A-Za-z0-9+/=\\s]*")) {
            throw new IllegalArgumentException("not Base64");
        }
        return text;
    }

    static boolean isScalar(SdkField<?> member) {
        return switch (member.marshallingType().getKnownType()) {
            case SDK_POJO, LIST, MAP, DOCUMENT -> false;
            default -> true;
        };
    }

    private static boolean isDocument(SdkField<?> member) {
        return isA(member, MarshallingKnownType.DOCUMENT);
    }

    static boolean isA(SdkField<?> member, MarshallingKnownType type) {
        return member.marshallingType().getKnownType() == type;
    }

    private static SdkField<?> element(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }
}
