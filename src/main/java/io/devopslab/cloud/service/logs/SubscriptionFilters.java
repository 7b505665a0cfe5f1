package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.Distribution;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Subscription filters, whose destinations here are functions (API reference, PutSubscriptionFilter). */
final class SubscriptionFilters {

    /** CloudWatch Logs User Guide, "CloudWatch Logs quotas". */
    private static final int MOST_PER_GROUP = 2;

    private final ServiceContext context;
    private final LogTables tables;
    private final GroupFilters<SubscriptionFilterRow> filters;
    private final Supplier<LambdaClient> lambda;

    SubscriptionFilters(ServiceContext context, LogTables tables, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.tables = tables;
        this.filters = new GroupFilters<>(
                tables,
                tables.subscriptionFilters(),
                SubscriptionFilterRow::key,
                MOST_PER_GROUP,
                "subscription filter");
        this.lambda = lambda;
    }

    void put(PutSubscriptionFilterRequest request) {
        check(request);
        RegexQuota.check(request.filterPattern());
        tables.group(request.logGroupName());
        requireDestination(request);
        filters.put(request.logGroupName(), request.filterName(), before -> {
            new RegexQuota(tables)
                    .require(request.logGroupName(), request.filterPattern(), before.map(old -> old.filter()
                            .filterPattern()));
            return row(request, before);
        });
    }

    private SubscriptionFilterRow row(PutSubscriptionFilterRequest request, Optional<SubscriptionFilterRow> before) {
        return new SubscriptionFilterRow(SubscriptionFilter.builder()
                .logGroupName(request.logGroupName())
                .filterName(request.filterName())
                .filterPattern(request.filterPattern())
                .destinationArn(request.destinationArn())
                .distribution(Optional.ofNullable(request.distributionAsString())
                        .orElse(Distribution.BY_LOG_STREAM.toString()))
                .applyOnTransformedLogs(Boolean.TRUE.equals(request.applyOnTransformedLogs()))
                .creationTime(before.map(row -> row.filter().creationTime())
                        .orElse(context.time().instant().toEpochMilli()))
                .build());
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
                .range("limit", request.limit(), 1, GroupFilters.MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        tables.group(request.logGroupName());
        String prefix = Optional.ofNullable(request.filterNamePrefix()).orElse("");
        Page<SubscriptionFilterRow> page =
                filters.page(filters.of(request.logGroupName(), prefix), request.nextToken(), request.limit());
        return DescribeSubscriptionFiltersResponse.builder()
                .subscriptionFilters(
                        page.items().stream().map(SubscriptionFilterRow::filter).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    void delete(DeleteSubscriptionFilterRequest request) {
        filters.delete(request.logGroupName(), request.filterName());
    }
}
