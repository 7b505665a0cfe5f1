package io.devopslab.cloud.service.resourcegroupstaggingapi;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetTagKeysRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetTagKeysResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetTagValuesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetTagValuesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.PaginationTokenExpiredException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * The tagging service of one region (Resource Groups Tagging API Reference). Unlike AWS's it lists what has tags now, and nothing that
 * only had some, and at once. Compliance with tag policies is not known here. Thread-safe.
 */
public final class ResourceGroupsTaggingApiService implements ResourceGroupsTaggingApiClient {

    private static final int USUAL_PAGE = 50;
    /** As many as GetTagKeys and GetTagValues show at once. */
    private static final int NAMES = 50;

    private final Holdings holdings;

    public ResourceGroupsTaggingApiService(ServiceContext context, Holders holders) {
        this.holdings = new Holdings(context.scope(), holders);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    @Override
    public GetResourcesResponse getResources(GetResourcesRequest request) {
        verify(request);
        Page<Tagged> page = page(
                holdings.all().stream()
                        .filter(tagged -> request.tagFilters().stream().allMatch(filter -> matches(tagged, filter)))
                        .filter(tagged -> !request.hasResourceTypeFilters()
                                || request.resourceTypeFilters().stream().anyMatch(tagged::isOf))
                        .filter(tagged -> !request.hasResourceARNList()
                                || request.resourceARNList().contains(tagged.arn()))
                        .toList(),
                Tagged::arn,
                request.paginationToken(),
                request.resourcesPerPage() == null ? USUAL_PAGE : request.resourcesPerPage());
        return GetResourcesResponse.builder()
                .resourceTagMappingList(page.items().stream()
                        .map(ResourceGroupsTaggingApiService::mapping)
                        .toList())
                .paginationToken(page.nextToken().orElse(""))
                .build();
    }

    private static void verify(GetResourcesRequest request) {
        new Constraints()
                .range("resourcesPerPage", request.resourcesPerPage(), 1, 100)
                .size("tagFilters", request.hasTagFilters() ? request.tagFilters() : null, 0, 50)
                .size("resourceARNList", request.hasResourceARNList() ? request.resourceARNList() : null, 1, 100)
                .orThrow(ResourceGroupsTaggingApiService::invalid);
        if (request.hasResourceARNList() && (request.hasTagFilters() || request.hasResourceTypeFilters())) {
            throw invalid("ResourceARNList cannot be used together with TagFilters or ResourceTypeFilters.");
        }
        for (TagFilter filter : request.tagFilters()) {
            new Constraints()
                    .required("tagFilters.key", filter.key())
                    .length("tagFilters.key", filter.key(), 1, 128)
                    .size("tagFilters.values", filter.hasValues() ? filter.values() : null, 0, 20)
                    .orThrow(ResourceGroupsTaggingApiService::invalid);
        }
        if (Boolean.TRUE.equals(request.includeComplianceDetails())
                || Boolean.TRUE.equals(request.excludeCompliantResources())) {
            throw new UnsupportedOperationException("GetResources with details of compliance");
        }
    }

    /** The key, and one of the values where any are named. */
    private static boolean matches(Tagged tagged, TagFilter filter) {
        String value = tagged.tags().get(filter.key());
        return value != null && (filter.values().isEmpty() || filter.values().contains(value));
    }

    private static ResourceTagMapping mapping(Tagged tagged) {
        return ResourceTagMapping.builder()
                .resourceARN(tagged.arn())
                .tags(tagged.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public GetTagKeysResponse getTagKeys(GetTagKeysRequest request) {
        Page<String> page = names(
                holdings.all().stream().flatMap(tagged -> tagged.tags().keySet().stream()), request.paginationToken());
        return GetTagKeysResponse.builder()
                .tagKeys(page.items())
                .paginationToken(page.nextToken().orElse(""))
                .build();
    }

    @Override
    public GetTagValuesResponse getTagValues(GetTagValuesRequest request) {
        new Constraints()
                .required("key", request.key())
                .length("key", request.key(), 1, 128)
                .orThrow(ResourceGroupsTaggingApiService::invalid);
        Page<String> page = names(
                holdings.all().stream()
                        .map(tagged -> tagged.tags().get(request.key()))
                        .filter(value -> value != null),
                request.paginationToken());
        return GetTagValuesResponse.builder()
                .tagValues(page.items())
                .paginationToken(page.nextToken().orElse(""))
                .build();
    }

    private static Page<String> names(Stream<String> names, @Nullable String token) {
        return page(names.distinct().sorted().toList(), name -> name, token, NAMES);
    }

    /** An empty token is none: the last page of a listing ends with one. */
    private static <T> Page<T> page(List<T> all, Function<T, String> key, @Nullable String token, int limit) {
        try {
            return Page.of(all, key, token == null || token.isEmpty() ? null : token, limit);
        } catch (IllegalArgumentException e) {
            throw Errors.of(PaginationTokenExpiredException.builder(), "The pagination token is invalid or expired.");
        }
    }

    private static AwsServiceException invalid(String message) {
        return Errors.of(InvalidParameterException.builder(), message);
    }
}
