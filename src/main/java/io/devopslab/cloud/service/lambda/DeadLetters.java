package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.lambda.AsyncQueue.Queued;
import io.devopslab.cloud.service.lambda.Letters.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * Events that no attempt could process go to the function's dead-letter queue or topic as they are, with attributes
 * that tell why (Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations", "Adding a dead-letter
 * queue").
 */
final class DeadLetters {

    /** What {@code deadLetterConfig.targetArn} may be; an empty one takes the queue away. */
    static final Pattern TARGET = Pattern.compile("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 1024;

    private final ServiceContext context;
    private final FunctionTable table;
    private final Letters letters;
    private final FunctionMetrics metrics;

    DeadLetters(ServiceContext context, FunctionTable table, Letters letters, FunctionMetrics metrics) {
        this.context = context;
        this.table = table;
        this.letters = letters;
        this.metrics = metrics;
    }

    /** Refuses a target that is neither a queue nor a topic. */
    static void check(DeadLetterConfig config) {
        String arn = Optional.ofNullable(config.targetArn()).orElse("");
        if (!arn.isEmpty() && !arn.matches("arn:[^:]*:(sqs|sns):.*")) {
            throw LambdaErrors.invalid(
                    "The dead-letter queue " + arn + " is neither a queue of Amazon SQS nor a topic of Amazon SNS.");
        }
    }

    void failed(Queued queued, Outcome outcome) {
        target(queued).ifPresent(arn -> {
            try {
                letters.send(arn, queued.call().payload(), attributes(queued, outcome));
            } catch (AwsServiceException e) {
                context.store().requireOpen(e);
                LOG.warn("An event that could not be processed is lost: {} does not take it.", arn, e);
                metrics.deadLetterError(queued.call().function(), context.time().instant());
            }
        });
    }

    private Optional<String> target(Queued queued) {
        return table.version(queued.call().function())
                .map(version -> version.configuration())
                .map(FunctionConfiguration::deadLetterConfig)
                .map(DeadLetterConfig::targetArn);
    }

    private static List<Attribute> attributes(Queued queued, Outcome outcome) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("RequestID", "String", queued.call().requestId()));
        outcome.done().ifPresent(done -> {
            attributes.add(new Attribute("ErrorCode", "Number", "200"));
            addMessage(attributes, message(done.result().payload()));
        });
        outcome.refusal().ifPresent(message -> {
            attributes.add(new Attribute("ErrorCode", "Number", "400"));
            addMessage(attributes, message);
        });
        return attributes;
    }

    /** An attribute is never empty. */
    private static void addMessage(List<Attribute> attributes, String message) {
        if (!message.isEmpty()) {
            String start = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
            attributes.add(new Attribute("ErrorMessage", "String", start));
        }
    }

    private static String message(String payload) {
        try {
            return JSON.readTree(payload).path("errorMessage").asText();
        } catch (JsonProcessingException e) {
            return payload;
        }
    }
}
