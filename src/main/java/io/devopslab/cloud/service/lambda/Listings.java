package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.lambda.StoredFunction.StoredVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionVersion;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.State;

/** Lists functions and versions, page by page. */
final class Listings {

    private static final int LONGEST_PAGE = 50;

    private final ServiceContext context;
    private final FunctionTable table;

    Listings(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
    }

    ListFunctionsResponse functions(ListFunctionsRequest request) {
        new Constraints()
                .oneOf("functionVersion", request.functionVersionAsString(), FunctionVersion.knownValues())
                .orThrow(LambdaErrors::validation);
        boolean all = request.functionVersion() == FunctionVersion.ALL;
        List<FunctionConfiguration> found = context.store().read(() -> table.functions().values().stream()
                .flatMap(function ->
                        all ? versions(function) : Stream.of(function.latest().configuration()))
                .toList());
        Page<FunctionConfiguration> page =
                page(found, FunctionConfiguration::functionArn, request.marker(), request.maxItems());
        return ListFunctionsResponse.builder()
                .functions(page.items().stream().map(Listings::summary).toList())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    ListVersionsByFunctionResponse versions(ListVersionsByFunctionRequest request) {
        FunctionName name = FunctionName.of(request.functionName(), context.scope());
        List<FunctionConfiguration> found = context.store()
                .read(() -> versions(table.require(name.unqualified())).toList());
        Page<FunctionConfiguration> page =
                page(found, FunctionConfiguration::functionArn, request.marker(), request.maxItems());
        return ListVersionsByFunctionResponse.builder()
                .versions(page.items().stream().map(Listings::summary).toList())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    /** {@code $LATEST} and then the published ones, each under its own ARN. */
    private Stream<FunctionConfiguration> versions(StoredFunction function) {
        return Stream.concat(Stream.of(function.latest()), table.published(function.name()).stream())
                .map(StoredVersion::configuration)
                .map(version -> version.toBuilder()
                        .functionArn(table.arn(new FunctionName(function.name(), Optional.of(version.version()))))
                        .build());
    }

    /** Lists do not tell the state (Lambda API Reference, ListFunctions). */
    private static FunctionConfiguration summary(FunctionConfiguration configuration) {
        return configuration.toBuilder()
                .state((State) null)
                .lastUpdateStatus((LastUpdateStatus) null)
                .build();
    }

    /** A page of any of Lambda's lists. */
    static <T> Page<T> page(List<T> all, Function<T, String> key, @Nullable String marker, @Nullable Integer maxItems) {
        new Constraints().range("maxItems", maxItems, 1, 10_000).orThrow(LambdaErrors::validation);
        int limit = Math.min(LONGEST_PAGE, maxItems == null ? LONGEST_PAGE : maxItems);
        try {
            return Page.of(all, key, marker == null || marker.isEmpty() ? null : marker, limit);
        } catch (IllegalArgumentException e) {
            throw LambdaErrors.invalid("The provided marker is not valid.");
        }
    }
}
