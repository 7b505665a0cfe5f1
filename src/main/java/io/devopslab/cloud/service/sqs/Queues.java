package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;

/** The queues of a scope, by name. */
final class Queues {

    private static final Pattern STANDARD_NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}\\.fifo");
    private static final Duration RECENTLY = Duration.ofSeconds(60);

    private final ServiceContext context;
    private final Table<Queue> queues;
    private final Table<Instant> deleted;

    Queues(ServiceContext context) {
        this.context = context;
        this.queues = context.store().table("queues", Queue.class);
        this.deleted = context.store().table("deleted", Instant.class);
    }

    List<Queue> all() {
        return queues.values();
    }

    Optional<Queue> find(String name) {
        return queues.get(name);
    }

    void keep(Queue queue) {
        queues.put(queue.name(), queue);
    }

    String arn(String name) {
        return Arns.of("sqs", context.scope(), name);
    }

    /** {@code https://sqs.region.amazonaws.com/account/name} in AWS; here at the cloud's own address. */
    String url(String name) {
        return context.endpoint() + "/" + context.scope().account() + "/" + name;
    }

    /** The queue of that ARN, if it is in this scope and exists. */
    Optional<Queue> byArn(String arn) {
        String name = Arns.name(arn);
        return arn(name).equals(arn) ? find(name) : Optional.empty();
    }

    /**
     * The queue of that URL. Only its path counts: clients reach the same cloud under more than one address.
     *
     * @throws software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException if there is none
     */
    Queue require(@Nullable String url) {
        if (url == null || url.isEmpty()) {
            throw SqsErrors.missing("QueueUrl");
        }
        String[] parts = path(url).split("/", -1);
        if (parts.length < 3) {
            throw SqsErrors.invalidAddress(url);
        }
        String name = parts[parts.length - 1];
        if (!parts[parts.length - 2].equals(context.scope().account())) {
            throw SqsErrors.noSuchQueue();
        }
        return find(name).orElseThrow(SqsErrors::noSuchQueue);
    }

    private static String path(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalidAddress(url);
        }
    }

    CreateQueueResponse create(CreateQueueRequest request) {
        String name = request.queueName();
        if (name == null) {
            throw SqsErrors.missing("QueueName");
        }
        Map<String, String> attributes = new HashMap<>(request.attributesAsStrings());
        checkName(name, attributes);
        QueueAttributes.check(name, attributes);
        QueueTags.check(request.tags(), request);
        context.store().write(() -> {
            Optional<Queue> old = find(name);
            if (old.isPresent()) {
                requireSame(old.get(), attributes);
                return;
            }
            requireNotJustDeleted(name);
            requireTarget(name, attributes);
            Instant now = context.time().instant();
            attributes.values().removeIf(String::isEmpty);
            keep(new Queue(name, attributes, request.tags(), now, now, Optional.empty()));
        });
        return CreateQueueResponse.builder().queueUrl(url(name)).build();
    }

    private static void checkName(String name, Map<String, String> attributes) {
        boolean fifo = "true".equals(attributes.get("FifoQueue"));
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw SqsErrors.invalidValue("The name of a FIFO queue can only include alphanumeric characters, hyphens,"
                    + " or underscores, must end with .fifo suffix and be 1 to 80 in length.");
        }
        if (!fifo && !STANDARD_NAME.matcher(name).matches()) {
            throw SqsErrors.invalidValue(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
    }

    private static void requireSame(Queue queue, Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            String present = queue.attributes().getOrDefault(name, QueueAttributes.DEFAULTS.getOrDefault(name, ""));
            if (!present.equals(value)) {
                throw SqsErrors.nameExists(name);
            }
        });
    }

    private void requireNotJustDeleted(String name) {
        Optional<Instant> end = deleted.get(name).map(at -> at.plus(RECENTLY));
        if (end.isPresent() && context.time().instant().isBefore(end.get())) {
            throw SqsErrors.deletedRecently();
        }
        deleted.remove(name);
    }

    /** A queue's messages must have somewhere to go: a queue of the same kind that exists and takes them. */
    void requireTarget(String queue, Map<String, String> attributes) {
        String policy = attributes.getOrDefault("RedrivePolicy", "");
        if (policy.isEmpty()) {
            return;
        }
        Queue target = byArn(RedrivePolicy.parse(policy).target())
                .orElseThrow(
                        () -> SqsErrors.invalidValue(policy, "RedrivePolicy", "Dead letter target does not exist."));
        if (target.isFifo() != queue.endsWith(".fifo")) {
            throw SqsErrors.invalidValue(
                    policy, "RedrivePolicy", "Dead-letter queue must be same type of queue as the source.");
        }
        String allowed = target.attributes().getOrDefault(RedriveAllowPolicy.NAME, "");
        if (!allowed.isEmpty() && !RedriveAllowPolicy.parse(allowed).allows(arn(queue))) {
            throw SqsErrors.invalidValue(
                    policy, "RedrivePolicy", "The redrive allow policy of the dead letter target does not allow it.");
        }
    }

    /** Inside a write. */
    void delete(String name) {
        queues.remove(name);
        deleted.put(name, context.time().instant());
    }
}
