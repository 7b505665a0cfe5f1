package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;

/** The topics of a scope, by name. */
final class Topics {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,251}\\.fifo");

    private final ServiceContext context;
    private final Table<Topic> topics;

    Topics(ServiceContext context) {
        this.context = context;
        this.topics = context.store().table("topics", Topic.class);
    }

    String arn(String name) {
        return Arns.of("sns", context.scope(), name);
    }

    Optional<Topic> find(String name) {
        return topics.get(name);
    }

    void keep(Topic topic) {
        topics.put(topic.name(), topic);
    }

    void remove(String name) {
        topics.remove(name);
    }

    /** The topic of that ARN, if it is in this scope and exists. */
    Optional<Topic> byArn(@Nullable String arn) {
        SnsErrors.requireArn("TopicArn", arn);
        String name = Arns.resource(String.valueOf(arn));
        return arn(name).equals(arn) ? find(name) : Optional.empty();
    }

    /**
     * @throws software.amazon.awssdk.services.sns.model.NotFoundException if there is none
     */
    Topic require(@Nullable String arn) {
        return byArn(arn).orElseThrow(SnsErrors::noSuchTopic);
    }

    /** The same name with the same attributes and tags is the same topic. */
    CreateTopicResponse create(CreateTopicRequest request) {
        SnsErrors.required("name", request.name());
        Map<String, String> attributes = new TreeMap<>(request.attributes());
        if (request.dataProtectionPolicy() != null) {
            attributes.put("DataProtectionPolicy", request.dataProtectionPolicy());
        }
        check(request.name(), attributes);
        Map<String, String> tags =
                TopicTags.checked(request.tags(), CallSource.of(request).isPresent());
        if ("false".equals(attributes.get("FifoTopic"))) {
            attributes.remove("FifoTopic");
        } else if (request.name().endsWith(".fifo")) {
            attributes.putIfAbsent("ContentBasedDeduplication", "false");
            attributes.putIfAbsent("SignatureVersion", "2");
        }
        context.store().write(() -> {
            Optional<Topic> old = find(request.name());
            if (old.isPresent()) {
                requireSame(old.get(), attributes, tags);
            } else {
                keep(new Topic(request.name(), attributes, tags, 0, 0));
            }
        });
        return CreateTopicResponse.builder().topicArn(arn(request.name())).build();
    }

    private static void check(String name, Map<String, String> attributes) {
        boolean fifo = "true".equals(attributes.get("FifoTopic"));
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw SnsErrors.invalid("Fifo Topic names must end with .fifo and must be made up of only uppercase and"
                    + " lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256"
                    + " characters long.");
        }
        if (!fifo && !NAME.matcher(name).matches()) {
            throw SnsErrors.invalid("Topic Name");
        }
        attributes.forEach((attribute, value) -> {
            if (!TopicAttributes.isKnown(attribute) || (!fifo && attribute.equals("ContentBasedDeduplication"))) {
                throw SnsErrors.invalid("Attributes Reason: Unknown attribute " + attribute);
            }
            try {
                TopicAttributes.check(attribute, value);
            } catch (IllegalArgumentException e) {
                throw SnsErrors.invalid("Attributes Reason: " + e.getMessage());
            }
        });
    }

    private static void requireSame(Topic topic, Map<String, String> attributes, Map<String, String> tags) {
        if (!topic.attributes().entrySet().containsAll(attributes.entrySet())) {
            throw SnsErrors.invalid("Attributes Reason: Topic already exists with different attributes");
        }
        if (!tags.isEmpty() && !topic.tags().equals(tags)) {
            throw SnsErrors.invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    ListTopicsResponse list(ListTopicsRequest request) {
        Page<Topic> page = SnsPages.of(topics.values(), Topic::name, request.nextToken());
        return ListTopicsResponse.builder()
                .topics(page.items().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(arn(topic.name()))
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    SetTopicAttributesResponse set(SetTopicAttributesRequest request) {
        SnsErrors.required("attributeName", request.attributeName());
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        context.store().write(() -> {
            Topic topic = require(request.topicArn());
            String name = request.attributeName();
            if (!TopicAttributes.isKnown(name)
                    || name.equals("FifoTopic")
                    || (!topic.isFifo() && name.equals("ContentBasedDeduplication"))) {
                throw SnsErrors.invalid("AttributeName");
            }
            try {
                TopicAttributes.check(name, value);
            } catch (IllegalArgumentException e) {
                throw SnsErrors.invalid(String.valueOf(e.getMessage()));
            }
            keep(topic.with(name, value));
        });
        return SetTopicAttributesResponse.builder().build();
    }
}
