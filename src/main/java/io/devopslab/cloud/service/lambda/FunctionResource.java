package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.*;

/** {@code AWS::Lambda::Function}. */
final class FunctionResource implements ResourceHandler {

    private static final String RESERVED = "ReservedConcurrentExecutions";

    private final Supplier<LambdaClient> client;

    FunctionResource(Supplier<LambdaClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::Function";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("FunctionName", "PackageType");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = settings(request.properties());
        CreateFunctionRequest wanted = Shapes.readProperties(properties, CreateFunctionRequest.class);
        String name = wanted.functionName() == null ? shortened(request.generatedName()) : wanted.functionName();
        UpdateFunctionCodeRequest code = code(request.properties());
        try {
            client.get()
                    .createFunction(wanted.toBuilder()
                            .functionName(name)
                            .code(FunctionCode.builder()
                                    .zipFile(code.zipFile())
                                    .s3Bucket(code.s3Bucket())
                                    .s3Key(code.s3Key())
                                    .s3ObjectVersion(code.s3ObjectVersion())
                                    .imageUri(code.imageUri())
                                    .build())
                            .tags(ResourceTags.all(request, tags(request)))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (ResourceConflictException e) {
            if (!ResourceTags.isMadeFor(request, get(name).tags())) {
                throw e;
            }
        }
        putConcurrency(name, request.properties());
        return provisioned(name);
    }

    /** Function names are 64 characters long at most. */
    private static String shortened(String generated) {
        int random = generated.lastIndexOf('-');
        int end = Math.max(0, 64 - (generated.length() - random));
        return generated.length() <= 64 ? generated : generated.substring(0, end) + generated.substring(random);
    }

    /** The properties that the API takes as the configuration. */
    private static ObjectNode settings(ObjectNode properties) {
        ObjectNode settings = properties.deepCopy();
        if (!settings.has("Code")) {
            throw new IllegalArgumentException("#: required key [Code] not found");
        }
        settings.remove(List.of("Code", "Tags", RESERVED));
        return settings;
    }

    private static UpdateFunctionCodeRequest code(ObjectNode properties) {
        ObjectNode code = properties.path("Code").deepCopy();
        JsonNode source = code.remove("ZipFile");
        UpdateFunctionCodeRequest.Builder request =
                Shapes.readProperties(code, UpdateFunctionCodeRequest.class).toBuilder();
        if (source != null) {
            request.zipFile(
                    InlineCode.zip(source.asText(), properties.path("Runtime").asText()));
        }
        return request.build();
    }

    private static JsonNode tags(ResourceRequest request) {
        return request.properties().path("Tags");
    }

    private GetFunctionResponse get(String name) {
        return client.get()
                .getFunction(GetFunctionRequest.builder().functionName(name).build());
    }

    private Provisioned provisioned(String name) {
        FunctionConfiguration configuration = get(name).configuration();
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes
                .put("Arn", configuration.functionArn())
                .put("SnapStartResponse.ApplyOn", configuration.snapStart().applyOnAsString())
                .put(
                        "SnapStartResponse.OptimizationStatus",
                        configuration.snapStart().optimizationStatusAsString());
        return new Provisioned(name, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String name = request.physicalId();
        ObjectNode wanted = settings(request.properties());
        ObjectNode before = settings(request.previous());
        if (!wanted.equals(before)) {
            updateConfiguration(name, wanted);
        }
        boolean sameArchitectures = wanted.path("Architectures").equals(before.path("Architectures"));
        boolean sameCode = code(request.properties()).equals(code(request.previous()));
        if (!sameCode || !sameArchitectures) {
            client.get()
                    .updateFunctionCode(code(request.properties()).toBuilder()
                            .functionName(name)
                            .architecturesWithStrings(architectures(wanted))
                            .build());
        }
        putConcurrency(name, request.properties());
        updateTags(name, request);
        return provisioned(name);
    }

    private static List<String> architectures(ObjectNode wanted) {
        JsonNode list = wanted.path("Architectures");
        return list.isEmpty() ? List.of("x86_64") : List.of(list.get(0).asText());
    }

    /** What a template leaves out goes back to its default. */
    private void updateConfiguration(String name, ObjectNode wanted) {
        ObjectNode settings = wanted.deepCopy();
        settings.remove(List.of("FunctionName", "PackageType", "Architectures", "CodeSigningConfigArn"));
        UpdateFunctionConfigurationRequest request =
                Shapes.readProperties(settings, UpdateFunctionConfigurationRequest.class);
        client.get()
                .updateFunctionConfiguration(request.toBuilder()
                        .functionName(name)
                        .description(or(request.description(), ""))
                        .timeout(or(request.timeout(), 3))
                        .memorySize(or(request.memorySize(), 128))
                        .environment(or(
                                request.environment(),
                                Environment.builder().variables(Map.of()).build()))
                        .ephemeralStorage(or(
                                request.ephemeralStorage(),
                                EphemeralStorage.builder().size(512).build()))
                        .tracingConfig(or(
                                request.tracingConfig(),
                                TracingConfig.builder()
                                        .mode(TracingMode.PASS_THROUGH)
                                        .build()))
                        .deadLetterConfig(or(
                                request.deadLetterConfig(),
                                DeadLetterConfig.builder().targetArn("").build()))
                        .loggingConfig(or(
                                request.loggingConfig(),
                                LoggingConfig.builder()
                                        .logGroup("/aws/lambda/" + name)
                                        .build()))
                        .build());
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private void putConcurrency(String name, ObjectNode properties) {
        JsonNode reserved = properties.path(RESERVED);
        if (reserved.isMissingNode()) {
            client.get()
                    .deleteFunctionConcurrency(DeleteFunctionConcurrencyRequest.builder()
                            .functionName(name)
                            .build());
            return;
        }
        client.get()
                .putFunctionConcurrency(PutFunctionConcurrencyRequest.builder()
                        .functionName(name)
                        .reservedConcurrentExecutions(reserved.asInt())
                        .build());
    }

    private void updateTags(String name, ResourceRequest request) {
        GetFunctionResponse function = get(name);
        String arn = function.configuration().functionArn();
        Map<String, String> wanted = ResourceTags.all(request, tags(request));
        Set<String> dropped = ResourceTags.dropped(function.tags(), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagResource(UntagResourceRequest.builder()
                            .resource(arn)
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resource(arn)
                        .tags(wanted)
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteFunction(DeleteFunctionRequest.builder()
                            .functionName(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            return Optional.of(properties(get(physicalId)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The code cannot be told: a template names where it came from, and the service does not remember. */
    private static ObjectNode properties(GetFunctionResponse function) {
        ObjectNode properties = Shapes.write(function.configuration());
        properties.retain(List.of(
                "Architectures",
                "DeadLetterConfig",
                "Description",
                "Environment",
                "EphemeralStorage",
                "FunctionName",
                "Handler",
                "KMSKeyArn",
                "LoggingConfig",
                "MemorySize",
                "PackageType",
                "Role",
                "Runtime",
                "Timeout",
                "TracingConfig"));
        JsonNode key = properties.remove("KMSKeyArn");
        if (key != null) {
            properties.set("KmsKeyArn", key);
        }
        if (function.concurrency() != null) {
            properties.put(RESERVED, function.concurrency().reservedConcurrentExecutions());
        }
        var tags = properties.putArray("Tags");
        function.tags().forEach((name, value) -> {
            if (!name.startsWith("aws:")) {
                tags.addObject().put("Key", name).put("Value", value);
            }
        });
        return properties;
    }
}
