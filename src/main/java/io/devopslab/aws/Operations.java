package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Outcome.Answer;
import io.devopslab.aws.shape.ShapeException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The operations of AWS called by their names, with documents as the {@code aws} command's {@code
 * --cli-input-json} and {@code --output json} have them. Thread-safe.
 *
 * <p>Two differences: blobs are text rather than Base64 where they are UTF-8, and the content that S3 streams stands
 * in {@code Body} (up to 4 MiB).
 */
public final class Operations {

    private final Clients clients;
    private final Map<OperationName, OperationModel> models = new ConcurrentHashMap<>();

    public Operations(Clients clients) {
        this.clients = clients;
    }

    /** The services that can be named; whether a target has one is another question. */
    public static Set<String> services() {
        return ServiceNames.all();
    }

    /**
     * Calls {@code service:Operation}.
     *
     * @param input the operation's input; an empty object where it needs none
     * @throws UnknownNameException when there is no such service, operation or member
     * @throws ShapeException when the input has the wrong type somewhere
     */
    public Outcome call(OperationName name, JsonNode input) {
        return attempt(name, input, Invocation::call);
    }

    /** The same, by the two words of the name. */
    public Outcome call(String service, String operation, JsonNode input) {
        return call(new OperationName(service, operation), input);
    }

    /**
     * The answer of an operation that has to succeed.
     *
     * @throws OperationFailedException when it does not
     */
    public ObjectNode get(String service, String operation, JsonNode input) {
        return call(service, operation, input).orThrow();
    }

    /**
     * Runs a call of an SDK client, its exceptions turned into the one that all calls by name have.
     *
     * @param name the operation that is called, for the message
     * @throws OperationFailedException when it fails
     */
    public static <T> T guard(OperationName name, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UnsupportedOperationException e) {
            throw new OperationFailedException(Failures.of(name, e));
        }
    }

    /** Calls an operation for all its pages, at most a thousand: lists are joined. */
    public Outcome callAll(OperationName name, JsonNode input) {
        return attempt(name, input, Invocation::callAll);
    }

    private Outcome attempt(OperationName name, JsonNode input, BiFunction<Invocation, JsonNode, ObjectNode> call) {
        OperationModel model = models.computeIfAbsent(name, OperationModel::of);
        try {
            SdkClient client = clients.get(model.client());
            return new Answer(call.apply(new Invocation(model, client), input));
        } catch (UnknownNameException | ShapeException e) {
            throw e;
        } catch (RuntimeException e) {
            return Failures.of(name, e);
        }
    }
}
