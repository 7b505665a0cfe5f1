package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.function.FunctionEvent;
import io.devopslab.cloud.runtime.function.FunctionHost;
import io.devopslab.cloud.runtime.function.FunctionResult;
import io.devopslab.cloud.runtime.function.FunctionSpec;
import io.devopslab.cloud.runtime.function.MissingRuntimeException;
import io.devopslab.cloud.runtime.function.NoCapacityException;
import io.devopslab.cloud.runtime.function.Setup;
import io.devopslab.cloud.service.lambda.StoredFunction.StoredVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Runs one call of a function to its end. */
final class Invoker {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long HEX8_RANGE = 1L << 32;

    private final ServiceContext context;
    private final FunctionTable table;
    private final CodeStore code;
    private final ReservedConcurrency concurrency;
    private final LambdaRoles roles;
    private final FunctionHost host;
    private final Supplier<CloudWatchLogsClient> logs;
    private final FunctionMetrics metrics;

    Invoker(
            ServiceContext context,
            FunctionTable table,
            CodeStore code,
            ReservedConcurrency concurrency,
            LambdaRoles roles,
            FunctionHost host,
            Supplier<CloudWatchLogsClient> logs,
            FunctionMetrics metrics) {
        this.context = context;
        this.table = table;
        this.code = code;
        this.concurrency = concurrency;
        this.roles = roles;
        this.host = host;
        this.logs = logs;
        this.metrics = metrics;
    }

    /**
     * A call.
     *
     * @param payload JSON
     * @param clientContext JSON; empty when there is none
     */
    record Call(String requestId, FunctionName function, String payload, String clientContext) {}

    /** What a call gave, and which version gave it. */
    record Done(FunctionResult result, String version) {}

    /** The beginning of the keys of the environments of a version, or of all versions of a function. */
    static String environmentKeys(String functionArn, Optional<String> version) {
        return functionArn + ":" + version.map(number -> number + "#").orElse("");
    }

    Done run(Call call) {
        StoredVersion version = choose(call.function());
        StoredFunction function = table.require(call.function().unqualified());
        FunctionMetrics.Started started = enter(call.function(), function);
        try {
            FunctionConfiguration configuration = version.configuration();
            FunctionSpec spec = new FunctionSpec(
                    environmentKeys(function.arn(), Optional.of(version.version())) + configuration.revisionId(),
                    configuration.runtimeAsString(),
                    configuration.handler(),
                    code.directory(version.code()),
                    version.version(),
                    configuration.memorySize(),
                    Duration.ofSeconds(configuration.timeout()));
            FunctionEvent event = new FunctionEvent(
                    call.requestId(), call.payload(), table.arn(call.function()), call.clientContext(), traceId());
            FunctionResult result = host.invoke(spec, event, () -> setup(configuration));
            metrics.ended(started, version.version(), result.isError());
            return new Done(result, version.version());
        } catch (MissingRuntimeException e) {
            throw LambdaErrors.invalidRuntime(String.valueOf(e.getMessage()));
        } catch (NoCapacityException e) {
            metrics.throttled(call.function(), started.at());
            throw LambdaErrors.throttled(ThrottleReason.CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
        } catch (IOException e) {
            throw LambdaErrors.internal("The function's process cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LambdaErrors.internal("The cloud is closing.");
        } finally {
            concurrency.leave(function);
        }
    }

    /** Whether its owner lets no call of the function run: none is reserved for it. */
    boolean isStopped(Call call) {
        return table.functions()
                .get(call.function().name())
                .flatMap(StoredFunction::reservedConcurrency)
                .filter(reserved -> reserved == 0)
                .isPresent();
    }

    private FunctionMetrics.Started enter(FunctionName called, StoredFunction function) {
        Instant now = context.time().instant();
        try {
            return metrics.started(called, now, concurrency.enter(function));
        } catch (TooManyRequestsException e) {
            metrics.throttled(called, now);
            throw e;
        }
    }

    /** The version that serves the call: an alias may send a part of them to a second one. */
    private StoredVersion choose(FunctionName function) {
        Optional<AliasConfiguration> alias = table.alias(function);
        Map<String, Double> weights = alias.map(AliasConfiguration::routingConfig)
                .map(routing -> routing.additionalVersionWeights())
                .orElse(Map.of());
        double drawn = weights.isEmpty() ? 1 : Long.parseLong(context.ids().hex(8), 16) / (double) HEX8_RANGE;
        FunctionName chosen = weights.entrySet().stream()
                .filter(weight -> drawn < weight.getValue())
                .findFirst()
                .map(weight -> new FunctionName(function.name(), Optional.of(weight.getKey())))
                .orElse(function);
        return table.version(chosen).orElseThrow(() -> LambdaErrors.functionNotFound(table.arn(function)));
    }

    private String traceId() {
        String second = Long.toHexString(context.time().instant().getEpochSecond());
        return "Root=1-" + second + "-" + context.ids().hex(24) + ";Parent="
                + context.ids().hex(16) + ";Sampled=0";
    }

    private Setup setup(FunctionConfiguration function) {
        Credentials credentials = roles.assume(function.role(), function.functionName());
        String stream = DAY.format(context.time().instant()) + "/[" + function.version() + "]"
                + context.ids().hex(32);
        return new Setup(
                FunctionVariables.of(context, function, credentials, stream),
                Optional.of(credentials.expiration().minusSeconds(function.timeout())),
                new LogStream(context.time(), logs, function.loggingConfig().logGroup(), stream));
    }
}
