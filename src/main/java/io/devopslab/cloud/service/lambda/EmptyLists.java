package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionCodeSigningConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionCodeSigningConfigResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetRuntimeManagementConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetRuntimeManagementConfigResponse;
import software.amazon.awssdk.services.lambda.model.ListCodeSigningConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListCodeSigningConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListLayerVersionsRequest;
import software.amazon.awssdk.services.lambda.model.ListLayerVersionsResponse;
import software.amazon.awssdk.services.lambda.model.ListLayersRequest;
import software.amazon.awssdk.services.lambda.model.ListLayersResponse;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateRuntimeOn;

/**
 * Questions for what nobody can have here: event source mappings, layers, URLs, code signing and provisioned
 * concurrency. The operations that make these are refused, so that an empty answer is a true one.
 */
final class EmptyLists {

    private static final Pattern ARN = Pattern.compile(
            "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");
    private static final Pattern LAYER =
            Pattern.compile("(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+");
    private static final int SHORT_PAGE = 50;
    private static final int LONG_PAGE = 10_000;

    private final ServiceContext context;
    private final FunctionTable table;

    EmptyLists(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
    }

    /** No page was ever given, so no marker is one of a page. */
    private static void check(Constraints checks, @Nullable Integer maxItems, int most, @Nullable String marker) {
        checks.range("maxItems", maxItems, 1, most).orThrow(LambdaErrors::validation);
        if (marker != null && !marker.isEmpty()) {
            throw LambdaErrors.invalid("The provided marker is not valid.");
        }
    }

    private void requireVersion(@Nullable String name, @Nullable String qualifier) {
        FunctionName function = FunctionName.of(name, qualifier, context.scope());
        table.requireVersion(function);
    }

    private void requireFunction(@Nullable String name) {
        table.require(FunctionName.of(name, context.scope()).requireUnqualified());
    }

    private static AwsServiceException absent() {
        return LambdaErrors.notFound("The resource you requested does not exist.");
    }

    ListEventSourceMappingsResponse mappings(ListEventSourceMappingsRequest request) {
        check(
                new Constraints().pattern("eventSourceArn", request.eventSourceArn(), ARN),
                request.maxItems(),
                LONG_PAGE,
                request.marker());
        if (request.functionName() != null) {
            requireVersion(request.functionName(), null);
        }
        return ListEventSourceMappingsResponse.builder()
                .eventSourceMappings(List.of())
                .build();
    }

    AwsServiceException noMapping(GetEventSourceMappingRequest request) {
        new Constraints().required("uuid", request.uuid()).orThrow(LambdaErrors::validation);
        return absent();
    }

    ListLayersResponse layers(ListLayersRequest request) {
        check(
                new Constraints()
                        .oneOf(
                                "compatibleArchitecture",
                                request.compatibleArchitectureAsString(),
                                Architecture.knownValues()),
                request.maxItems(),
                SHORT_PAGE,
                request.marker());
        return ListLayersResponse.builder().layers(List.of()).build();
    }

    ListLayerVersionsResponse layers(ListLayerVersionsRequest request) {
        check(
                new Constraints()
                        .required("layerName", request.layerName())
                        .length("layerName", request.layerName(), 1, 140)
                        .pattern("layerName", request.layerName(), LAYER)
                        .oneOf(
                                "compatibleArchitecture",
                                request.compatibleArchitectureAsString(),
                                Architecture.knownValues()),
                request.maxItems(),
                SHORT_PAGE,
                request.marker());
        return ListLayerVersionsResponse.builder().layerVersions(List.of()).build();
    }

    ListFunctionUrlConfigsResponse urls(ListFunctionUrlConfigsRequest request) {
        check(new Constraints(), request.maxItems(), SHORT_PAGE, request.marker());
        requireFunction(request.functionName());
        return ListFunctionUrlConfigsResponse.builder()
                .functionUrlConfigs(List.of())
                .build();
    }

    AwsServiceException noUrl(GetFunctionUrlConfigRequest request) {
        requireVersion(request.functionName(), request.qualifier());
        return absent();
    }

    ListProvisionedConcurrencyConfigsResponse provisioned(ListProvisionedConcurrencyConfigsRequest request) {
        check(new Constraints(), request.maxItems(), SHORT_PAGE, request.marker());
        requireFunction(request.functionName());
        return ListProvisionedConcurrencyConfigsResponse.builder()
                .provisionedConcurrencyConfigs(List.of())
                .build();
    }

    AwsServiceException notProvisioned(GetProvisionedConcurrencyConfigRequest request) {
        new Constraints().required("qualifier", request.qualifier()).orThrow(LambdaErrors::validation);
        requireVersion(request.functionName(), request.qualifier());
        return Errors.of(
                ProvisionedConcurrencyConfigNotFoundException.builder().type("User"),
                "ProvisionedConcurrencyConfigNotFoundException",
                404,
                "No Provisioned Concurrency Config found for this function");
    }

    /** A function whose code nobody signs has no ARN there. */
    GetFunctionCodeSigningConfigResponse signing(GetFunctionCodeSigningConfigRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), context.scope());
        table.require(function.unqualified());
        return GetFunctionCodeSigningConfigResponse.builder()
                .functionName(function.name())
                .build();
    }

    static ListCodeSigningConfigsResponse signing(ListCodeSigningConfigsRequest request) {
        check(new Constraints(), request.maxItems(), LONG_PAGE, request.marker());
        return ListCodeSigningConfigsResponse.builder()
                .codeSigningConfigs(List.of())
                .build();
    }

    /** The runtimes of this machine are used as they are when a function is called. */
    GetRuntimeManagementConfigResponse runtime(GetRuntimeManagementConfigRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        table.requireVersion(function);
        return GetRuntimeManagementConfigResponse.builder()
                .updateRuntimeOn(UpdateRuntimeOn.AUTO)
                .functionArn(table.arn(function))
                .build();
    }
}
