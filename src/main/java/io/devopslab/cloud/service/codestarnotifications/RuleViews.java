package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.codestarnotifications.RuleRow.TargetRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesFilter;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesFilter;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListTargetsFilter;
import software.amazon.awssdk.services.codestarnotifications.model.ListTargetsRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListTargetsResponse;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleSummary;
import software.amazon.awssdk.services.codestarnotifications.model.TargetSummary;

/** Tells about rules, targets and event types. */
final class RuleViews {

    private static final int LARGEST = 100;

    private final RuleTable table;
    private final EventTypes types;

    RuleViews(RuleTable table, EventTypes types) {
        this.table = table;
        this.types = types;
    }

    DescribeNotificationRuleResponse describe(DescribeNotificationRuleRequest request) {
        RuleRow rule = table.require(request.arn());
        return DescribeNotificationRuleResponse.builder()
                .arn(table.arn(rule.id()))
                .name(rule.name())
                .resource(rule.resource())
                .eventTypes(rule.eventTypes().stream()
                        .flatMap(id -> types.find(id).stream())
                        .map(EventType::summary)
                        .toList())
                .targets(rule.targets().stream().map(RuleViews::summary).toList())
                .detailType(rule.detail())
                .status(rule.status())
                .createdBy(rule.createdBy())
                .createdTimestamp(rule.created())
                .lastModifiedTimestamp(rule.modified())
                .tags(rule.tags())
                .build();
    }

    private static TargetSummary summary(TargetRow target) {
        return TargetSummary.builder()
                .targetType(target.type())
                .targetAddress(target.address())
                .targetStatus(target.reached() ? "ACTIVE" : "UNREACHABLE")
                .build();
    }

    ListNotificationRulesResponse rules(ListNotificationRulesRequest request) {
        List<RuleRow> found = table.all().stream()
                .filter(rule -> request.filters().stream().allMatch(filter -> fits(rule, filter)))
                .toList();
        Page<RuleRow> page = page(found, RuleRow::id, request.nextToken(), request.maxResults());
        return ListNotificationRulesResponse.builder()
                .notificationRules(page.items().stream()
                        .map(rule -> NotificationRuleSummary.builder()
                                .id(rule.id())
                                .arn(table.arn(rule.id()))
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean fits(RuleRow rule, ListNotificationRulesFilter filter) {
        String value = String.valueOf(filter.value());
        return switch (String.valueOf(filter.nameAsString())) {
            case "EVENT_TYPE_ID" -> rule.eventTypes().contains(value);
            case "CREATED_BY" -> rule.createdBy().equals(value);
            case "RESOURCE" -> rule.resource().equals(value);
            case "TARGET_ADDRESS" ->
                rule.targets().stream().anyMatch(target -> target.address().equals(value));
            default -> throw NotificationErrors.validation("The filter " + filter.nameAsString() + " does not exist.");
        };
    }

    ListTargetsResponse targets(ListTargetsRequest request) {
        Map<String, TargetRow> targets = new LinkedHashMap<>();
        table.all().forEach(rule -> rule.targets()
                .forEach(target ->
                        targets.merge(target.address(), target, (one, other) -> one.reached() ? other : one)));
        List<TargetSummary> found = targets.values().stream()
                .map(RuleViews::summary)
                .filter(target -> request.filters().stream().allMatch(filter -> fits(target, filter)))
                .toList();
        Page<TargetSummary> page = page(found, TargetSummary::targetAddress, request.nextToken(), request.maxResults());
        return ListTargetsResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean fits(TargetSummary target, ListTargetsFilter filter) {
        String value = String.valueOf(filter.value());
        return switch (String.valueOf(filter.nameAsString())) {
            case "TARGET_TYPE" -> target.targetType().equals(value);
            case "TARGET_ADDRESS" -> target.targetAddress().equals(value);
            case "TARGET_STATUS" -> target.targetStatusAsString().equals(value);
            default -> throw NotificationErrors.validation("The filter " + filter.nameAsString() + " does not exist.");
        };
    }

    ListEventTypesResponse eventTypes(ListEventTypesRequest request) {
        List<EventType> found = new ArrayList<>(types.all());
        request.filters().forEach(filter -> found.removeIf(type -> !fits(type, filter)));
        Page<EventType> page = page(found, EventType::id, request.nextToken(), request.maxResults());
        return ListEventTypesResponse.builder()
                .eventTypes(page.items().stream().map(EventType::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean fits(EventType type, ListEventTypesFilter filter) {
        String value = String.valueOf(filter.value());
        return switch (String.valueOf(filter.nameAsString())) {
            case "RESOURCE_TYPE" -> type.resource().equalsIgnoreCase(value);
            case "SERVICE_NAME" -> type.service().equalsIgnoreCase(value);
            default -> throw NotificationErrors.validation("The filter " + filter.nameAsString() + " does not exist.");
        };
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer limit) {
        NotificationErrors.verify(new Constraints().range("maxResults", limit, 1, LARGEST));
        try {
            return Page.of(all, key, token, limit == null ? LARGEST : limit);
        } catch (IllegalArgumentException e) {
            throw NotificationErrors.invalidToken();
        }
    }
}
