package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Constraints;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.EphemeralStorage;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;
import software.amazon.awssdk.services.lambda.model.TracingConfigResponse;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** What of a function's configuration its owner sets: the rules for it, and its way into the configuration. */
final class FunctionSettings {

    private static final Pattern ROLE =
            Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
    private static final Pattern HANDLER = Pattern.compile("[^\\s]+");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");
    private static final int MOST_VARIABLE_BYTES = 4 * 1024;

    private FunctionSettings() {}

    /** The configuration of a new function, as far as the request tells it. */
    static FunctionConfiguration create(CreateFunctionRequest request) {
        refuseUnsupported(request);
        UpdateFunctionConfigurationRequest settings =
                Shapes.read(Shapes.write(request), UpdateFunctionConfigurationRequest.class);
        new Constraints().required("role", request.role()).orThrow(LambdaErrors::validation);
        if (request.runtime() == null || request.handler() == null) {
            throw LambdaErrors.invalid(
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        FunctionConfiguration defaults = defaults(request.functionName());
        return update(defaults, settings).toBuilder()
                .architectures(request.hasArchitectures() ? request.architectures() : List.of(Architecture.X86_64))
                .build();
    }

    private static FunctionConfiguration defaults(String name) {
        return FunctionConfiguration.builder()
                .functionName(name)
                .description("")
                .timeout(3)
                .memorySize(128)
                .packageType(PackageType.ZIP)
                .tracingConfig(TracingConfigResponse.builder()
                        .mode(TracingMode.PASS_THROUGH)
                        .build())
                .ephemeralStorage(EphemeralStorage.builder().size(512).build())
                .snapStart(SnapStartResponse.builder()
                        .applyOn(SnapStartApplyOn.NONE)
                        .optimizationStatus(SnapStartOptimizationStatus.OFF)
                        .build())
                .loggingConfig(logging(null, name))
                .build();
    }

    private static LoggingConfig logging(@Nullable LoggingConfig wanted, String name) {
        LoggingConfig.Builder config = wanted == null ? LoggingConfig.builder() : wanted.toBuilder();
        if (wanted == null || wanted.logGroup() == null) {
            config.logGroup("/aws/lambda/" + name);
        }
        if (wanted == null || wanted.logFormat() == null) {
            config.logFormat(LogFormat.TEXT);
        }
        return config.build();
    }

    /** The configuration with what the request sets; what it leaves out stays. */
    static FunctionConfiguration update(FunctionConfiguration old, UpdateFunctionConfigurationRequest request) {
        check(request);
        refuseUnsupported(request);
        FunctionConfiguration.Builder config = old.toBuilder();
        set(request.role(), config::role);
        set(request.handler(), config::handler);
        set(request.description(), config::description);
        set(request.timeout(), config::timeout);
        set(request.memorySize(), config::memorySize);
        set(request.runtimeAsString(), config::runtime);
        set(request.kmsKeyArn(), config::kmsKeyArn);
        set(request.ephemeralStorage(), config::ephemeralStorage);
        set(convert(request.tracingConfig(), TracingConfigResponse.class), config::tracingConfig);
        Optional.ofNullable(request.environment()).ifPresent(environment -> config.environment(stored(environment)));
        Optional.ofNullable(request.deadLetterConfig())
                .ifPresent(wanted -> config.deadLetterConfig(
                        wanted.targetArn() == null || wanted.targetArn().isEmpty() ? null : wanted));
        Optional.ofNullable(request.loggingConfig())
                .ifPresent(wanted -> config.loggingConfig(logging(wanted, old.functionName())));
        Optional.ofNullable(request.snapStart())
                .ifPresent(snapStart -> config.snapStart(SnapStartResponse.builder()
                        .applyOn(snapStart.applyOn())
                        .optimizationStatus(SnapStartOptimizationStatus.OFF)
                        .build()));
        return config.build();
    }

    private static <T> void set(@Nullable T value, java.util.function.Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static <T extends SdkPojo> @Nullable T convert(@Nullable SdkPojo value, Class<T> type) {
        return value == null ? null : Shapes.read(Shapes.write(value), type);
    }

    private static EnvironmentResponse stored(Environment environment) {
        return EnvironmentResponse.builder().variables(environment.variables()).build();
    }

    private static void check(UpdateFunctionConfigurationRequest request) {
        new Constraints()
                .pattern("role", request.role(), ROLE)
                .length("handler", request.handler(), 0, 128)
                .pattern("handler", request.handler(), HANDLER)
                .length("description", request.description(), 0, 256)
                .range("timeout", request.timeout(), 1, 900)
                .range("memorySize", request.memorySize(), 128, 10_240)
                .range(
                        "ephemeralStorage.size",
                        request.ephemeralStorage() == null
                                ? null
                                : request.ephemeralStorage().size(),
                        512,
                        10_240)
                .pattern(
                        "deadLetterConfig.targetArn",
                        request.deadLetterConfig() == null
                                ? null
                                : request.deadLetterConfig().targetArn(),
                        DeadLetters.TARGET)
                .orThrow(LambdaErrors::validation);
        RuntimeNames.check(request.runtimeAsString());
        if (request.deadLetterConfig() != null) {
            DeadLetters.check(request.deadLetterConfig());
        }
        if (request.environment() != null) {
            checkVariables(request.environment().variables());
        }
    }

    private static void checkVariables(Map<String, String> variables) {
        for (String name : variables.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw LambdaErrors.validation(
                        "1 validation error detected: Value at 'environment.variables' failed to satisfy"
                                + " constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
                                + VARIABLE.pattern() + "]");
            }
        }
        TreeSet<String> reserved = new TreeSet<>(variables.keySet());
        reserved.retainAll(FunctionVariables.RESERVED);
        if (!reserved.isEmpty()) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment"
                            + " variables you have provided contains reserved keys that are currently not supported for"
                            + " modification. Reserved keys used in this request: " + String.join(", ", reserved));
        }
        String json = Shapes.write(Environment.builder().variables(variables).build())
                .path("Variables")
                .toString();
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_VARIABLE_BYTES) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment"
                            + " variables you have provided exceeded the 4KB limit. String measured: " + json);
        }
    }

    private static void refuseUnsupported(CreateFunctionRequest request) {
        if (request.packageType() == PackageType.IMAGE || request.imageConfig() != null) {
            throw unsupported("functions from container images");
        }
        if (request.codeSigningConfigArn() != null) {
            throw unsupported("code signing");
        }
        if (request.durableConfig() != null || request.tenancyConfig() != null || request.publishTo() != null) {
            throw unsupported("durable functions, tenants and LATEST_PUBLISHED");
        }
    }

    private static void refuseUnsupported(UpdateFunctionConfigurationRequest request) {
        boolean hasVpc =
                request.vpcConfig() != null && !request.vpcConfig().subnetIds().isEmpty();
        if (hasVpc || !request.fileSystemConfigs().isEmpty() || request.capacityProviderConfig() != null) {
            throw unsupported("functions in a VPC, with file systems or capacity providers");
        }
        if (request.loggingConfig() != null && request.loggingConfig().logFormat() == LogFormat.JSON) {
            throw unsupported("logs in JSON format");
        }
        if (!request.layers().isEmpty()) {
            throw unsupported("layers");
        }
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("The embedded Lambda does not support " + what + ".");
    }
}
