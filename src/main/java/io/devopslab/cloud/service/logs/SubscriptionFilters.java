package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.Distribution;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Subscription filters, whose destinations here are functions (API reference, PutSubscriptionFilter). */
final class SubscriptionFilters {

    /** CloudWatch Logs User Guide, "CloudWatch Logs quotas". */
    private static final int MOST_PER_GROUP = 2;

    private static final int MOST_DESCRIBED = 50;

    private final ServiceContext context;
    private final LogTables tables;
    private final Supplier<LambdaClient> lambda;

    SubscriptionFilters(ServiceContext context, LogTables tables, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.tables = tables;
        this.lambda = lambda;
    }

    void put(PutSubscriptionFilterRequest request) {
        check(request);
        EventFilter.pattern(request.filterPattern());
        tables.group(request.logGroupName());
        requireDestination(request);
        tables.store().write(() -> {
            tables.group(request.logGroupName());
            String key = SubscriptionFilterRow.key(request.logGroupName(), request.filterName());
            Optional<SubscriptionFilterRow> before =
                    tables.subscriptionFilters().get(key);
            if (before.isEmpty()
                    && tables.subscriptionFilters()
                                    .valuesOf(request.logGroupName() + ":")
                                    .size()
                            >= MOST_PER_GROUP) {
                throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
            }
            long created = before.map(row -> row.filter().creationTime())
                    .orElse(context.time().instant().toEpochMilli());
            tables.subscriptionFilters()
                    .put(
                            key,
                            new SubscriptionFilterRow(SubscriptionFilter.builder()
                                    .logGroupName(request.logGroupName())
                                    .filterName(request.filterName())
                                    .filterPattern(request.filterPattern())
                                    .destinationArn(request.destinationArn())
                                    .distribution(Optional.ofNullable(request.distributionAsString())
                                            .orElse(Distribution.BY_LOG_STREAM.toString()))
                                    .applyOnTransformedLogs(Boolean.TRUE.equals(request.applyOnTransformedLogs()))
                                    .creationTime(created)
                                    .build()));
        });
    }

    private static void check(PutSubscriptionFilterRequest request) {
        Constraints checks = new Constraints()
                .required("logGroupName", request.logGroupName())
                .required("filterName", request.filterName())
                .required("filterPattern", request.filterPattern())
                .required("destinationArn", request.destinationArn())
                .length("filterName", request.filterName(), 1, 512)
                .pattern("filterName", request.filterName(), LogNames.STREAM)
                .length("filterPattern", request.filterPattern(), 0, 1024)
                .length("destinationArn", request.destinationArn(), 1, 2048)
                .length("roleArn", request.roleArn(), 1, 2048)
                .oneOf("distribution", request.distributionAsString(), Distribution.knownValues());
        LogNames.group(checks, "logGroupName", request.logGroupName()).orThrow(LogErrors::invalid);
        if (request.fieldSelectionCriteria() != null || request.hasEmitSystemFields()) {
            throw new UnsupportedOperationException("The selection of system fields by subscription filters");
        }
    }

    /**
     * @throws UnsupportedOperationException for what is no function
     */
    private void requireDestination(PutSubscriptionFilterRequest request) {
        String[] parts = request.destinationArn().split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            throw LogErrors.invalid("The destinationArn '" + request.destinationArn() + "' is not valid.");
        }
        if (!parts[2].equals("lambda")) {
            throw new UnsupportedOperationException("Subscription filters with destinations of " + parts[2]);
        }
        if (request.roleArn() != null) {
            throw LogErrors.invalid("destinationArn for vendor lambda cannot be used with roleArn");
        }
        try {
            lambda.get().getFunctionConfiguration(r -> r.functionName(request.destinationArn()));
        } catch (AwsServiceException e) {
            throw LogErrors.invalid("Could not execute the lambda function. Make sure you have given CloudWatch Logs"
                    + " permission to execute your function.");
        }
    }

    DescribeSubscriptionFiltersResponse describe(DescribeSubscriptionFiltersRequest request) {
        LogNames.group(
                        new Constraints().required("logGroupName", request.logGroupName()),
                        "logGroupName",
                        request.logGroupName())
                .length("filterNamePrefix", request.filterNamePrefix(), 1, 512)
                .pattern("filterNamePrefix", request.filterNamePrefix(), LogNames.STREAM)
                .range("limit", request.limit(), 1, MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        tables.group(request.logGroupName());
        String prefix = Optional.ofNullable(request.filterNamePrefix()).orElse("");
        List<SubscriptionFilterRow> rows =
                tables.subscriptionFilters().valuesOf(SubscriptionFilterRow.key(request.logGroupName(), prefix));
        try {
            Page<SubscriptionFilterRow> page = Page.of(
                    rows,
                    SubscriptionFilterRow::key,
                    request.nextToken(),
                    Optional.ofNullable(request.limit()).orElse(MOST_DESCRIBED));
            return DescribeSubscriptionFiltersResponse.builder()
                    .subscriptionFilters(page.items().stream()
                            .map(SubscriptionFilterRow::filter)
                            .toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw LogErrors.badToken();
        }
    }

    void delete(DeleteSubscriptionFilterRequest request) {
        LogNames.group(
                        new Constraints()
                                .required("logGroupName", request.logGroupName())
                                .required("filterName", request.filterName()),
                        "logGroupName",
                        request.logGroupName())
                .orThrow(LogErrors::invalid);
        tables.store().write(() -> {
            tables.group(request.logGroupName());
            String key = SubscriptionFilterRow.key(request.logGroupName(), request.filterName());
            if (tables.subscriptionFilters().remove(key).isEmpty()) {
                throw LogErrors.notFound("The specified subscription filter does not exist.");
            }
        });
    }
}
