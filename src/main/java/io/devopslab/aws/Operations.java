package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Outcome.Answer;
import io.devopslab.aws.shape.ShapeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
    private final Values values;
    private final Map<OperationName, OperationModel> models = new ConcurrentHashMap<>();

    public Operations(Clients clients) {
        this(clients, new ReadableValues());
    }

    private Operations(Clients clients, Values values) {
        this.clients = clients;
        this.values = values;
    }

    /** Operations without those differences: blobs are Base64, and times are written as the command writes them. */
    public static Operations ofTheCommand(Clients clients) {
        return new Operations(clients, new CommandValues());
    }

    /** The services that can be named; whether a target has one is another question. */
    public static Set<String> services() {
        return ServiceNames.all();
    }

    /** The services that this program carries, by their names in the {@code aws} command. */
    public static List<String> present() {
        return ServiceNames.present();
    }

    /**
     * Calls {@code service:Operation}.
     *
     * @param input the operation's input; an empty object where it needs none
     * @throws UnknownNameException when there is no such service, operation or member
     * @throws ShapeException when the input has the wrong type somewhere
     */
    public Outcome call(OperationName name, JsonNode input) {
        return attempt(name, invocation -> invocation.call(input));
    }

    /**
     * Calls an operation whose content comes from a file or goes to one.
     *
     * @throws UnknownNameException when there is no such member
     * @throws ShapeException when the input has the wrong type somewhere
     */
    public Outcome call(OperationModel operation, JsonNode input, Content content) {
        return attempt(operation, invocation -> invocation.call(input, content));
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

    /**
     * An operation's input with tags for what it makes.
     *
     * @return empty for an operation that takes no tags
     * @throws UnknownNameException when there is no such service or operation
     */
    public Optional<ObjectNode> tagged(OperationName name, ObjectNode input, Map<String, String> tags) {
        return TagInput.of(models.computeIfAbsent(name, OperationModel::of)).map(member -> member.with(input, tags));
    }

    /** Calls an operation for all its pages, at most a thousand: lists are joined. */
    public Outcome callAll(OperationName name, JsonNode input) {
        return attempt(name, invocation -> invocation.callAll(input));
    }

    private Outcome attempt(OperationName name, Function<Invocation, ObjectNode> call) {
        return attempt(models.computeIfAbsent(name, OperationModel::of), call);
    }

    private Outcome attempt(OperationModel model, Function<Invocation, ObjectNode> call) {
        try {
            SdkClient client = clients.get(model.client());
            return new Answer(call.apply(new Invocation(model, client, values)));
        } catch (UnknownNameException | ShapeException e) {
            throw e;
        } catch (RuntimeException e) {
            return Failures.of(model.name(), e);
        }
    }
}
