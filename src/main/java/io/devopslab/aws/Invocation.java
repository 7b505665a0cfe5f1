package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** One operation of one client, called by its name. */
final class Invocation {

    /** The member under which a streamed content stands in input and output. */
    static final String BODY = "Body";

    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final int MOST_PAGES = 1_000;

    private final OperationModel operation;
    private final SdkClient client;
    private final CommandForm form;

    Invocation(OperationModel operation, SdkClient client, Values values) {
        this.operation = operation;
        this.client = client;
        this.form = new CommandForm(operation, values);
    }

    /** Whether the client has the operation's method. */
    static boolean exists(OperationModel operation) {
        ClientMethods methods = operation.methods();
        return methods.plain().isPresent()
                || methods.sending().isPresent()
                || methods.reading().isPresent();
    }

    ObjectNode call(JsonNode input) {
        return call(input, Content.inDocument());
    }

    ObjectNode call(JsonNode input, Content content) {
        SdkPojo request = request(input);
        Optional<MethodHandle> plain = operation.methods().plain();
        if (plain.isPresent()) {
            return document(invoke(plain.get(), client, request));
        }
        Optional<MethodHandle> reading = operation.methods().reading();
        if (reading.isEmpty()) {
            return send(request, input, content);
        }
        return content.sink()
                .map(file -> write(reading.get(), request, file))
                .orElseGet(() -> read(reading.get(), request));
    }

    private ObjectNode write(MethodHandle method, SdkPojo request, Path file) {
        ResponseTransformer<SdkPojo, ObjectNode> toFile = (response, stream) -> {
            try (OutputStream out = Files.newOutputStream(file)) {
                stream.transferTo(out);
            }
            return document(response);
        };
        return (ObjectNode) invoke(method, client, request, toFile);
    }

    private ObjectNode read(MethodHandle method, SdkPojo request) {
        ResponseTransformer<SdkPojo, ObjectNode> toText = (response, stream) -> {
            ObjectNode document = document(response);
            document.put(BODY, text(stream.readNBytes(LARGEST_BODY + 1)));
            stream.abort();
            return document;
        };
        return (ObjectNode) invoke(method, client, request, toText);
    }

    private static String text(byte[] bytes) throws IOException {
        if (bytes.length > LARGEST_BODY) {
            throw new IOException("The content is larger than " + LARGEST_BODY + " bytes.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ObjectNode send(SdkPojo request, JsonNode input, Content content) {
        MethodHandle method = operation
                .methods()
                .sending()
                .orElseThrow(() -> new UnknownNameException(operation.name() + " cannot be called by its name."));
        RequestBody body = content.source()
                .map(RequestBody::fromFile)
                .orElseGet(() -> RequestBody.fromString(input.path(BODY).asText(), StandardCharsets.UTF_8));
        return document(invoke(method, client, request, body));
    }

    /** All pages as one answer: lists joined, everything else as on the last page. */
    ObjectNode callAll(JsonNode input) {
        Optional<MethodHandle> pages = operation.methods().paged();
        if (pages.isEmpty()) {
            return call(input);
        }
        Iterable<?> all = (Iterable<?>) invoke(pages.get(), client, request(input));
        ObjectNode joined = null;
        int count = 0;
        for (Object page : all) {
            joined = joined == null ? document(page) : join(joined, document(page));
            if (++count == MOST_PAGES) {
                break;
            }
        }
        return joined == null ? call(input) : joined;
    }

    private static ObjectNode join(ObjectNode earlier, ObjectNode page) {
        ObjectNode joined = page.deepCopy();
        earlier.properties().forEach(member -> {
            if (member.getValue().isArray()) {
                var list = member.getValue().deepCopy();
                page.path(member.getKey()).forEach(((com.fasterxml.jackson.databind.node.ArrayNode) list)::add);
                joined.set(member.getKey(), list);
            }
        });
        return joined;
    }

    private SdkPojo request(JsonNode input) {
        form.problems(input).stream().findFirst().ifPresent(problem -> {
            throw new UnknownNameException(problem.path() + ": " + problem.problem());
        });
        return (SdkPojo) Shapes.read(form.toWire(input), operation.requestType().asSubclass(SdkPojo.class));
    }

    private ObjectNode document(Object response) {
        SdkPojo pojo = (SdkPojo) response;
        return form.fromWire(Shapes.write(pojo), pojo);
    }

    private static Object invoke(MethodHandle method, Object... arguments) {
        try {
            return method.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A method of the SDK threw a checked exception.", e);
        }
    }
}
