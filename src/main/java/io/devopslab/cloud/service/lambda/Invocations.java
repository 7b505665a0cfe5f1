package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.lambda.Invoker.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** The operation Invoke: checks the request and has the call made, now or later. */
final class Invocations {

    private static final int MOST_SYNCHRONOUS_BYTES = 6_291_456;
    private static final int MOST_ASYNCHRONOUS_BYTES = 1_048_576;
    private static final int MOST_CONTEXT_CHARACTERS = 3_583;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ServiceContext context;
    private final FunctionTable table;
    private final Invoker invoker;
    private final AsyncQueue queue;

    Invocations(ServiceContext context, FunctionTable table, Invoker invoker, AsyncQueue queue) {
        this.context = context;
        this.table = table;
        this.invoker = invoker;
        this.queue = queue;
    }

    InvokeResponse invoke(InvokeRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        new Constraints()
                .oneOf("invocationType", request.invocationTypeAsString(), InvocationType.knownValues())
                .oneOf("logType", request.logTypeAsString(), LogType.knownValues())
                .length("clientContext", request.clientContext(), 0, MOST_CONTEXT_CHARACTERS)
                .orThrow(LambdaErrors::validation);
        if (request.durableExecutionName() != null || request.tenantId() != null) {
            throw new UnsupportedOperationException(
                    "The embedded Lambda does not support durable executions and tenants.");
        }
        table.requireVersion(function);
        InvocationType type =
                request.invocationType() == null ? InvocationType.REQUEST_RESPONSE : request.invocationType();
        String payload = payload(
                request.payload(), type == InvocationType.EVENT ? MOST_ASYNCHRONOUS_BYTES : MOST_SYNCHRONOUS_BYTES);
        if (type == InvocationType.DRY_RUN) {
            return InvokeResponse.builder().statusCode(204).build();
        }
        Call call = new Call(context.ids().uuid(), function, payload, clientContext(request.clientContext()));
        return type == InvocationType.EVENT ? enqueue(call) : run(call, request.logType() == LogType.TAIL);
    }

    private InvokeResponse enqueue(Call call) {
        queue.offer(call);
        return InvokeResponse.builder()
                .statusCode(202)
                .payload(SdkBytes.fromByteArray(new byte[0]))
                .build();
    }

    private InvokeResponse run(Call call, boolean withLog) {
        Invoker.Done done = invoker.run(call);
        InvokeResponse.Builder response = InvokeResponse.builder()
                .statusCode(200)
                .executedVersion(done.version())
                .payload(SdkBytes.fromUtf8String(done.result().payload()));
        if (done.result().isError()) {
            response.functionError("Unhandled");
        }
        if (withLog) {
            byte[] log = done.result().logTail().getBytes(StandardCharsets.UTF_8);
            response.logResult(Base64.getEncoder().encodeToString(log));
        }
        return response.build();
    }

    private static String payload(@Nullable SdkBytes payload, int limit) {
        if (payload == null || payload.asByteArrayUnsafe().length == 0) {
            return "{}";
        }
        byte[] bytes = payload.asByteArrayUnsafe();
        if (bytes.length > limit) {
            throw LambdaErrors.tooLarge(limit);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw LambdaErrors.invalidContent(
                    "Could not parse request body into json: Could not parse payload into json: "
                            + e.getOriginalMessage());
        }
        if (text.isBlank()) {
            throw LambdaErrors.invalidContent(
                    "Could not parse request body into json: Could not parse payload into json: no content");
        }
        return text;
    }

    /** Sent as Base64; a function gets it as the JSON that it is, in a header and so in characters of ASCII alone. */
    private static String clientContext(@Nullable String base64) {
        if (base64 == null) {
            return "";
        }
        try {
            String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            JSON.readTree(json);
            return ascii(json);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw LambdaErrors.invalidContent("Client context must be a valid Base64-encoded JSON object.");
        }
    }

    /** The same JSON: line ends and tabs stand between its tokens only, other characters in its texts only. */
    private static String ascii(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            if (character < ' ') {
                text.append(' ');
            } else if (character <= '~') {
                text.append(character);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            }
        }
        return text.toString();
    }
}
