package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Category;
import software.amazon.awssdk.services.cloudformation.model.DeprecatedStatus;
import software.amazon.awssdk.services.cloudformation.model.ListTypesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListTypesResponse;
import software.amazon.awssdk.services.cloudformation.model.ProvisioningType;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;
import software.amazon.awssdk.services.cloudformation.model.TypeFilters;
import software.amazon.awssdk.services.cloudformation.model.TypeSummary;
import software.amazon.awssdk.services.cloudformation.model.Visibility;

/**
 * The resource types that stacks can have here (CloudFormation API Reference, ListTypes). All are AWS's own, which are
 * public; nobody can register others.
 */
final class TypeListing {

    private static final int PAGE = 100;

    private final String region;
    private final List<String> types;

    TypeListing(String region, List<ResourceHandler> handlers) {
        this.region = region;
        this.types = handlers.stream()
                .map(ResourceHandler::type)
                .filter(type -> type.startsWith("AWS::"))
                .distinct()
                .sorted()
                .toList();
    }

    ListTypesResponse list(ListTypesRequest request) {
        Optional<TypeFilters> filters = Optional.ofNullable(request.filters());
        new Constraints()
                .oneOf("visibility", request.visibilityAsString(), Visibility.knownValues())
                .oneOf("provisioningType", request.provisioningTypeAsString(), ProvisioningType.knownValues())
                .oneOf("deprecatedStatus", request.deprecatedStatusAsString(), DeprecatedStatus.knownValues())
                .oneOf("type", request.typeAsString(), RegistryType.knownValues())
                .oneOf(
                        "filters.category",
                        filters.map(TypeFilters::categoryAsString).orElse(null),
                        Category.knownValues())
                .range("maxResults", request.maxResults(), 1, PAGE)
                .orThrow(Problems::validation);
        String prefix = filters.map(TypeFilters::typeNamePrefix).orElse("");
        List<String> found = isForOurs(request, filters)
                ? types.stream().filter(type -> type.startsWith(prefix)).toList()
                : List.of();
        Page<String> page = Page.of(
                found,
                request.nextToken(),
                Optional.ofNullable(request.maxResults()).orElse(PAGE),
                type -> type);
        return ListTypesResponse.builder()
                .typeSummaries(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean isForOurs(ListTypesRequest request, Optional<TypeFilters> filters) {
        boolean ofAws = filters.map(TypeFilters::publisherId).isEmpty()
                && filters.map(TypeFilters::category)
                        .map(Category.AWS_TYPES::equals)
                        .orElse(true);
        return ofAws
                && request.visibility() == Visibility.PUBLIC
                && (request.type() == null || request.type() == RegistryType.RESOURCE)
                && (request.provisioningType() == null || request.provisioningType() == ProvisioningType.FULLY_MUTABLE)
                && request.deprecatedStatus() != DeprecatedStatus.DEPRECATED;
    }

    private TypeSummary summary(String type) {
        return TypeSummary.builder()
                .type(RegistryType.RESOURCE)
                .typeName(type)
                .typeArn("arn:aws:cloudformation:" + region + "::type/resource/" + type.replace("::", "-"))
                .isActivated(true)
                .build();
    }
}
