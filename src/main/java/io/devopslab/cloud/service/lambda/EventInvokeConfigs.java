package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsResponse;
import software.amazon.awssdk.services.lambda.model.OnFailure;
import software.amazon.awssdk.services.lambda.model.OnSuccess;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigResponse;

/** How asynchronous calls of a function are retried, and where their outcomes go. */
final class EventInvokeConfigs {

    private static final Pattern DESTINATION = Pattern.compile("^$|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:"
            + "([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");

    private final ServiceContext context;
    private final FunctionTable functions;
    private final Table<FunctionEventInvokeConfig> configs;

    EventInvokeConfigs(ServiceContext context, FunctionTable functions) {
        this.context = context;
        this.functions = functions;
        this.configs = context.store().table("event-invoke-configs", FunctionEventInvokeConfig.class);
    }

    PutFunctionEventInvokeConfigResponse put(PutFunctionEventInvokeConfigRequest request) {
        FunctionName function = name(request.functionName(), request.qualifier());
        FunctionEventInvokeConfig config = FunctionEventInvokeConfig.builder()
                .maximumRetryAttempts(request.maximumRetryAttempts())
                .maximumEventAgeInSeconds(request.maximumEventAgeInSeconds())
                .destinationConfig(request.destinationConfig())
                .build();
        return as(keep(function, config, false), PutFunctionEventInvokeConfigResponse.class);
    }

    UpdateFunctionEventInvokeConfigResponse update(UpdateFunctionEventInvokeConfigRequest request) {
        FunctionName function = name(request.functionName(), request.qualifier());
        FunctionEventInvokeConfig config = FunctionEventInvokeConfig.builder()
                .maximumRetryAttempts(request.maximumRetryAttempts())
                .maximumEventAgeInSeconds(request.maximumEventAgeInSeconds())
                .destinationConfig(request.destinationConfig())
                .build();
        return as(keep(function, config, true), UpdateFunctionEventInvokeConfigResponse.class);
    }

    private FunctionEventInvokeConfig keep(FunctionName function, FunctionEventInvokeConfig wanted, boolean merge) {
        check(function, wanted);
        return context.store().write(() -> {
            if (functions.version(function).isEmpty()) {
                throw LambdaErrors.notFound("The function doesn't exist.");
            }
            FunctionEventInvokeConfig complete = wanted;
            if (merge) {
                FunctionEventInvokeConfig old = require(function);
                complete = wanted.toBuilder()
                        .maximumRetryAttempts(or(wanted.maximumRetryAttempts(), old.maximumRetryAttempts()))
                        .maximumEventAgeInSeconds(or(wanted.maximumEventAgeInSeconds(), old.maximumEventAgeInSeconds()))
                        .destinationConfig(or(wanted.destinationConfig(), old.destinationConfig()))
                        .build();
            }
            complete = complete.toBuilder()
                    .functionArn(arn(function))
                    .lastModified(context.time().instant())
                    .destinationConfig(whole(complete.destinationConfig()))
                    .build();
            configs.put(key(function), complete);
            return complete;
        });
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    /** Both members are always shown. */
    private static DestinationConfig whole(@Nullable DestinationConfig config) {
        OnSuccess success = config == null ? null : config.onSuccess();
        OnFailure failure = config == null ? null : config.onFailure();
        return DestinationConfig.builder()
                .onSuccess(success == null ? OnSuccess.builder().build() : success)
                .onFailure(failure == null ? OnFailure.builder().build() : failure)
                .build();
    }

    private void check(FunctionName function, FunctionEventInvokeConfig config) {
        DestinationConfig destinations = config.destinationConfig();
        if (config.maximumRetryAttempts() == null
                && config.maximumEventAgeInSeconds() == null
                && destinations == null) {
            throw LambdaErrors.invalid("You must specify at least one of error handling or destination setting.");
        }
        new Constraints()
                .range("maximumRetryAttempts", config.maximumRetryAttempts(), 0, 2)
                .range("maximumEventAgeInSeconds", config.maximumEventAgeInSeconds(), 60, 21_600)
                .orThrow(LambdaErrors::validation);
        if (destinations != null) {
            success(destinations).ifPresent(arn -> checkDestination("onSuccess", arn, function, destinations));
            failure(destinations).ifPresent(arn -> checkDestination("onFailure", arn, function, destinations));
        }
    }

    private void checkDestination(String member, String arn, FunctionName function, DestinationConfig destinations) {
        new Constraints()
                .pattern("destinationConfig." + member + ".destination", arn, DESTINATION)
                .orThrow(LambdaErrors::validation);
        String service = arn.split(":", -1)[2];
        switch (service) {
            case "lambda" -> checkFunction(arn, function);
            case "events", "sqs", "sns" -> {}
            case "s3" -> {
                // Buckets take failures alone.
                if (member.equals("onSuccess")) {
                    throw invalid(destinations);
                }
            }
            default -> throw invalid(destinations);
        }
    }

    private static RuntimeException invalid(DestinationConfig destinations) {
        return LambdaErrors.invalid("The provided destination config " + destinations + " is invalid.");
    }

    private void checkFunction(String arn, FunctionName function) {
        FunctionName destination = FunctionName.of(arn, context.scope());
        if (destination.name().equals(function.name())) {
            throw LambdaErrors.invalid("You can't specify the function as a destination for itself.");
        }
        if (functions.version(destination).isEmpty()) {
            throw LambdaErrors.invalid("The destination ARN " + arn + " is invalid.");
        }
    }

    static Optional<String> success(DestinationConfig destinations) {
        return Optional.ofNullable(destinations.onSuccess())
                .map(OnSuccess::destination)
                .filter(arn -> !arn.isEmpty());
    }

    static Optional<String> failure(DestinationConfig destinations) {
        return Optional.ofNullable(destinations.onFailure())
                .map(OnFailure::destination)
                .filter(arn -> !arn.isEmpty());
    }

    GetFunctionEventInvokeConfigResponse get(GetFunctionEventInvokeConfigRequest request) {
        return as(
                require(name(request.functionName(), request.qualifier())), GetFunctionEventInvokeConfigResponse.class);
    }

    DeleteFunctionEventInvokeConfigResponse delete(DeleteFunctionEventInvokeConfigRequest request) {
        FunctionName function = name(request.functionName(), request.qualifier());
        context.store().write(() -> {
            require(function);
            configs.remove(key(function));
        });
        return DeleteFunctionEventInvokeConfigResponse.builder().build();
    }

    ListFunctionEventInvokeConfigsResponse list(ListFunctionEventInvokeConfigsRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), context.scope());
        if (!functions.functions().contains(function.name())) {
            throw LambdaErrors.notFound("The function doesn't exist.");
        }
        List<FunctionEventInvokeConfig> found = configs.valuesOf(function.name() + "/");
        Page<FunctionEventInvokeConfig> page =
                Listings.page(found, FunctionEventInvokeConfig::functionArn, request.marker(), request.maxItems());
        return ListFunctionEventInvokeConfigsResponse.builder()
                .functionEventInvokeConfigs(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    /** What applies to calls of that qualifier. */
    Optional<FunctionEventInvokeConfig> find(FunctionName function) {
        return configs.get(key(function));
    }

    /** Inside a write: drops what a qualifier has, or all of a function's. */
    void forget(String function, Optional<String> qualifier) {
        if (qualifier.isPresent()) {
            configs.remove(FunctionTable.key(function, qualifier.get()));
        } else {
            configs.removeAll(function + "/");
        }
    }

    private FunctionEventInvokeConfig require(FunctionName function) {
        return find(function)
                .orElseThrow(() ->
                        LambdaErrors.notFound("The function " + arn(function) + " doesn't have an EventInvokeConfig"));
    }

    private FunctionName name(@Nullable String function, @Nullable String qualifier) {
        return FunctionName.of(function, qualifier, context.scope());
    }

    private String arn(FunctionName function) {
        return functions.arn(new FunctionName(function.name(), Optional.of(function.qualifierOrLatest())));
    }

    private static String key(FunctionName function) {
        return FunctionTable.key(function.name(), function.qualifierOrLatest());
    }

    private static <T extends SdkPojo> T as(FunctionEventInvokeConfig config, Class<T> response) {
        return Shapes.read(Shapes.write(config), response);
    }
}
