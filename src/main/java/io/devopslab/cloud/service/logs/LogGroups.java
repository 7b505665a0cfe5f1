package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupSummary;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ValidationException;

/** The operations on log groups but for their tags. */
final class LogGroups {

    /** API reference, PutRetentionPolicy. */
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final List<LogGroupClass> CLASSES = List.copyOf(LogGroupClass.knownValues());
    private static final Pattern LIST_PATTERN =
            Pattern.compile("(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4}");
    private static final int MOST_DESCRIBED = 50;
    private static final int MOST_LISTED = 1000;

    private final ServiceContext context;
    private final LogTables tables;

    LogGroups(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    void create(CreateLogGroupRequest request) {
        Constraints checks = new Constraints().required("logGroupName", request.logGroupName());
        LogNames.group(checks, "logGroupName", request.logGroupName())
                .length("kmsKeyId", request.kmsKeyId(), 0, 256)
                .oneOf("logGroupClass", request.logGroupClassAsString(), CLASSES);
        if (request.hasTags()) {
            LogTags.check(checks, request.tags());
        }
        checks.orThrow(LogErrors::invalid);
        LogGroup group = new LogGroup(
                request.logGroupName(),
                context.time().instant(),
                Optional.empty(),
                Optional.ofNullable(request.kmsKeyId()),
                Optional.ofNullable(request.logGroupClassAsString()).orElse("STANDARD"),
                Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                request.tags());
        if (!tables.groups().putIfAbsent(group.name(), group)) {
            throw LogErrors.groupExists();
        }
    }

    /** Records with which key a group is to be encrypted; nothing is encrypted here. */
    void associate(AssociateKmsKeyRequest request) {
        new Constraints()
                .required("kmsKeyId", request.kmsKeyId())
                .length("kmsKeyId", request.kmsKeyId(), 0, 256)
                .orThrow(LogErrors::invalid);
        String group = encrypted(request.logGroupName(), request.resourceIdentifier());
        tables.change(group, row -> row.withKey(Optional.of(request.kmsKeyId())));
    }

    void disassociate(DisassociateKmsKeyRequest request) {
        String group = encrypted(request.logGroupName(), request.resourceIdentifier());
        tables.change(group, row -> row.withKey(Optional.empty()));
    }

    /**
     * @throws UnsupportedOperationException when the results of queries are meant
     */
    private static String encrypted(@Nullable String name, @Nullable String resource) {
        if (resource != null && resource.contains(":query-result:")) {
            throw new UnsupportedOperationException("Keys for the results of queries");
        }
        return LogNames.group(name, resource);
    }

    void delete(String name) {
        tables.store().write(() -> {
            LogGroup group = tables.group(name);
            if (group.deletionProtected()) {
                throw Errors.of(
                        ValidationException.builder(),
                        "Log group " + name + " cannot be deleted because deletion protection is enabled.");
            }
            tables.chunks().removeAll(name + ":");
            tables.streams().removeAll(name + ":");
            tables.metricFilters().removeAll(name + ":");
            tables.subscriptionFilters().removeAll(name + ":");
            tables.groups().remove(name);
        });
    }

    void putRetention(PutRetentionPolicyRequest request) {
        Constraints checks = new Constraints()
                .required("logGroupName", request.logGroupName())
                .required("retentionInDays", request.retentionInDays());
        LogNames.group(checks, "logGroupName", request.logGroupName()).orThrow(LogErrors::invalid);
        if (!RETENTION_DAYS.contains(request.retentionInDays())) {
            throw LogErrors.invalid("1 validation error detected: Value '" + request.retentionInDays()
                    + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                    + RETENTION_DAYS);
        }
        setRetention(request.logGroupName(), Optional.of(request.retentionInDays()));
    }

    void setRetention(String name, Optional<Integer> days) {
        tables.change(name, group -> group.withRetention(days));
    }

    void setDeletionProtection(String name, boolean on) {
        tables.change(name, group -> group.withDeletionProtection(on));
    }

    DescribeLogGroupsResponse describe(DescribeLogGroupsRequest request) {
        LogNames.group(new Constraints(), "logGroupNamePrefix", request.logGroupNamePrefix())
                .range("limit", request.limit(), 1, MOST_DESCRIBED)
                .oneOf("logGroupClass", request.logGroupClassAsString(), CLASSES)
                .orThrow(LogErrors::invalid);
        if (request.logGroupNamePrefix() != null && request.logGroupNamePattern() != null) {
            throw LogErrors.invalid(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        Page<LogGroup> page = page(
                tables.groups().values().stream().filter(selection(request)), request.nextToken(), request.limit());
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream().map(this::describe).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Predicate<LogGroup> selection(DescribeLogGroupsRequest request) {
        Predicate<LogGroup> all = group -> true;
        if (request.logGroupNamePrefix() != null) {
            all = all.and(group -> group.name().startsWith(request.logGroupNamePrefix()));
        }
        if (request.logGroupNamePattern() != null) {
            String part = request.logGroupNamePattern().toLowerCase(java.util.Locale.ROOT);
            all = all.and(
                    group -> group.name().toLowerCase(java.util.Locale.ROOT).contains(part));
        }
        if (request.logGroupClassAsString() != null) {
            all = all.and(group -> group.logGroupClass().equals(request.logGroupClassAsString()));
        }
        if (request.hasLogGroupIdentifiers()) {
            List<String> names = request.logGroupIdentifiers().stream()
                    .map(LogNames::ofIdentifier)
                    .toList();
            all = all.and(group -> names.contains(group.name()));
        }
        return all;
    }

    ListLogGroupsResponse list(ListLogGroupsRequest request) {
        new Constraints()
                .length("logGroupNamePattern", request.logGroupNamePattern(), 3, 129)
                .pattern("logGroupNamePattern", request.logGroupNamePattern(), LIST_PATTERN)
                .range("limit", request.limit(), 1, MOST_LISTED)
                .orThrow(LogErrors::invalid);
        // The constraint leaves nothing in the pattern but alternatives with or without an anchor.
        Predicate<String> named = request.logGroupNamePattern() == null
                ? name -> true
                : Pattern.compile(request.logGroupNamePattern().replace(".", "\\."))
                        .asPredicate();
        Page<LogGroup> page = page(
                tables.groups().values().stream()
                        .filter(group -> named.test(group.name()))
                        .filter(group -> request.logGroupClassAsString() == null
                                || group.logGroupClass().equals(request.logGroupClassAsString())),
                request.nextToken(),
                request.limit());
        return ListLogGroupsResponse.builder()
                .logGroups(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<LogGroup> page(Stream<LogGroup> groups, @Nullable String token, @Nullable Integer limit) {
        return LogPages.of(groups.toList(), LogGroup::name, token, limit, MOST_DESCRIBED);
    }

    private LogGroupSummary summary(LogGroup group) {
        return LogGroupSummary.builder()
                .logGroupName(group.name())
                .logGroupArn(LogNames.groupArn(context.scope(), group.name()))
                .logGroupClass(group.logGroupClass())
                .build();
    }

    private software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup describe(LogGroup group) {
        String arn = LogNames.groupArn(context.scope(), group.name());
        String prefix = group.name() + ":";
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.created().toEpochMilli())
                .retentionInDays(group.retentionDays().orElse(null))
                .metricFilterCount(tables.metricFilters().valuesOf(prefix).size())
                .arn(arn + ":*")
                .logGroupArn(arn)
                .storedBytes(tables.streams().valuesOf(prefix).stream()
                        .mapToLong(LogStream::bytes)
                        .sum())
                .kmsKeyId(group.kmsKeyId().orElse(null))
                .logGroupClass(group.logGroupClass())
                .deletionProtectionEnabled(group.deletionProtected())
                .build();
    }
}
