package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The operations that show stacks, their resources and their events. */
final class StackViews {

    private static final int PAGE = 100;

    private final StackStore store;
    private final Shapers shapers;

    StackViews(StackStore store, Shapers shapers) {
        this.store = store;
        this.shapers = shapers;
    }

    DescribeStacksResponse describe(DescribeStacksRequest request) {
        if (request.stackName() == null || request.stackName().isEmpty()) {
            List<StackRow> all =
                    newestFirst().stream().filter(stack -> !stack.gone()).toList();
            Page<StackRow> page = Page.of(all, request.nextToken(), PAGE, StackRow::id);
            return DescribeStacksResponse.builder()
                    .stacks(page.items().stream().map(shapers::stack).toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        }
        String name = Checks.stackName(request.stackName());
        StackRow stack = store.find(name).orElseThrow(() -> Problems.noStack(name));
        return DescribeStacksResponse.builder().stacks(shapers.stack(stack)).build();
    }

    private List<StackRow> newestFirst() {
        return store.stacks().stream()
                .sorted(Comparator.comparing(StackRow::created).reversed().thenComparing(StackRow::id))
                .toList();
    }

    ListStacksResponse list(ListStacksRequest request) {
        List<String> statuses = request.stackStatusFiltersAsStrings();
        Checks.enumeration(
                statuses,
                StackStatus.knownValues().stream()
                        .map(StackStatus::toString)
                        .sorted()
                        .toList(),
                "stackStatusFilter");
        List<StackRow> all = newestFirst().stream()
                .filter(stack ->
                        statuses.isEmpty() || statuses.contains(stack.status().toString()))
                .toList();
        Page<StackRow> page = Page.of(all, request.nextToken(), PAGE, StackRow::id);
        return ListStacksResponse.builder()
                .stackSummaries(page.items().stream().map(shapers::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DescribeStackEventsResponse events(DescribeStackEventsRequest request) {
        String name = Checks.stackName(request.stackName());
        StackRow stack = store.find(name).orElseThrow(() -> Problems.noStackNamed(name));
        Page<StackEvent> page = Page.of(store.events(stack.id()), request.nextToken(), PAGE, StackEvent::eventId);
        return DescribeStackEventsResponse.builder()
                .stackEvents(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DescribeStackResourceResponse resource(DescribeStackResourceRequest request) {
        String name = Checks.stackName(request.stackName());
        String logicalId = Checks.nonEmpty(request.logicalResourceId(), "logicalResourceId");
        StackRow stack = store.find(name).orElseThrow(() -> Problems.validation("Stack '" + name + "' does not exist"));
        ResourceRow row = store.resource(stack.id(), logicalId)
                .orElseThrow(() ->
                        Problems.validation("Resource " + logicalId + " does not exist for stack " + stack.name()));
        return DescribeStackResourceResponse.builder()
                .stackResourceDetail(shapers.detail(stack, row))
                .build();
    }

    DescribeStackResourcesResponse resources(DescribeStackResourcesRequest request) {
        if ((request.stackName() == null) == (request.physicalResourceId() == null)) {
            throw Problems.validation("Exactly one of StackName or PhysicalResourceId must be specified");
        }
        StackRow stack =
                request.stackName() == null ? holder(request.physicalResourceId()) : found(request.stackName());
        List<ResourceRow> rows = store.resources(stack.id()).stream()
                .filter(row -> request.logicalResourceId() == null
                        || request.logicalResourceId().equals(row.logicalId()))
                .toList();
        if (rows.isEmpty() && request.logicalResourceId() != null) {
            throw Problems.validation(
                    "Resource " + request.logicalResourceId() + " does not exist for stack " + stack.name());
        }
        return DescribeStackResourcesResponse.builder()
                .stackResources(
                        rows.stream().map(row -> shapers.resource(stack, row)).toList())
                .build();
    }

    private StackRow holder(String physicalId) {
        return store.stacks().stream()
                .filter(stack -> !stack.gone())
                .filter(stack -> store.resources(stack.id()).stream()
                        .anyMatch(row -> row.physicalId().equals(physicalId)))
                .findFirst()
                .orElseThrow(() -> Problems.validation("Stack for " + physicalId + " does not exist"));
    }

    ListStackResourcesResponse listResources(ListStackResourcesRequest request) {
        StackRow stack = found(request.stackName());
        Page<ResourceRow> page =
                Page.of(store.resources(stack.id()), request.nextToken(), PAGE, ResourceRow::logicalId);
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(
                        page.items().stream().map(row -> shapers.summary(row)).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private StackRow found(@Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        return Optional.of(name).flatMap(store::find).orElseThrow(() -> Problems.noStack(name));
    }
}
