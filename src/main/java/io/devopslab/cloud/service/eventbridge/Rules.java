package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.eventbridge.schedule.ScheduleExpression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** The rules of a scope's buses. */
final class Rules {

    private static final Pattern NAME = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
    private static final int LONGEST_PATTERN = 4096;

    private final ServiceContext context;
    private final EventBuses buses;
    private final EventTags tags;
    private final Table<RuleRecord> rules;

    Rules(ServiceContext context, EventBuses buses, EventTags tags) {
        this.context = context;
        this.buses = buses;
        this.tags = tags;
        this.rules = context.store().table("rules", RuleRecord.class);
    }

    String arn(RuleRecord rule) {
        String place = rule.bus().equals(EventBuses.DEFAULT) ? "" : rule.bus() + "/";
        return Arns.of("events", context.scope(), "rule/" + place + rule.name());
    }

    private static String key(String bus, String name) {
        return bus + "|" + name;
    }

    List<RuleRecord> all() {
        return rules.values();
    }

    List<RuleRecord> on(String bus) {
        return rules.valuesOf(bus + "|");
    }

    Optional<RuleRecord> find(String bus, String name) {
        return rules.get(key(bus, name));
    }

    /** The rule that a request means. */
    RuleRecord require(@Nullable String busNameOrArn, @Nullable String name) {
        new Constraints()
                .required("name", name)
                .length("name", name, 1, 64)
                .pattern("name", name, NAME)
                .verify(EventBridgeException.builder());
        String bus = buses.require(busNameOrArn);
        String rule = String.valueOf(name);
        return find(bus, rule).orElseThrow(() -> EventBridgeErrors.noSuchRule(rule, bus));
    }

    void keep(RuleRecord rule) {
        rules.put(key(rule.bus(), rule.name()), rule);
    }

    PutRuleResponse put(PutRuleRequest request) {
        new Constraints()
                .required("name", request.name())
                .length("name", request.name(), 1, 64)
                .pattern("name", request.name(), NAME)
                .length("description", request.description(), 0, 512)
                .length("scheduleExpression", request.scheduleExpression(), 0, 256)
                .length("roleArn", request.roleArn(), 1, 1600)
                .oneOf("state", request.stateAsString(), RuleState.knownValues())
                .verify(EventBridgeException.builder());
        checkExpressions(request);
        return context.store().write(() -> {
            String bus = buses.require(request.eventBusName());
            checkSchedule(bus, request.scheduleExpression());
            Optional<RuleRecord> old = find(bus, request.name());
            RuleRecord rule = record(bus, request, old);
            keep(rule);
            if (old.isEmpty()) {
                tags.put(arn(rule), request.tags(), CallSource.of(request));
            }
            return PutRuleResponse.builder().ruleArn(arn(rule)).build();
        });
    }

    private static void checkExpressions(PutRuleRequest request) {
        if (isBlank(request.eventPattern()) && isBlank(request.scheduleExpression())) {
            throw EventBridgeErrors.validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (!isBlank(request.eventPattern())) {
            if (request.eventPattern().length() > LONGEST_PATTERN) {
                throw EventBridgeErrors.limitExceeded();
            }
            EventPattern.compile(request.eventPattern());
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static void checkSchedule(String bus, @Nullable String expression) {
        if (isBlank(expression)) {
            return;
        }
        if (!bus.equals(EventBuses.DEFAULT)) {
            throw EventBridgeErrors.validation("ScheduleExpression is supported only on the default event bus.");
        }
        try {
            ScheduleExpression.parse(String.valueOf(expression));
        } catch (IllegalArgumentException e) {
            throw EventBridgeErrors.validation("Parameter ScheduleExpression is not valid.");
        }
    }

    private RuleRecord record(String bus, PutRuleRequest request, Optional<RuleRecord> old) {
        Optional<String> schedule =
                Optional.ofNullable(request.scheduleExpression()).filter(text -> !text.isBlank());
        Instant now = context.time().instant();
        Instant scheduledFrom = old.filter(rule -> rule.schedule().equals(schedule) && rule.isEnabled())
                .map(RuleRecord::scheduledFrom)
                .orElse(now);
        return new RuleRecord(
                bus,
                request.name(),
                Optional.ofNullable(request.eventPattern()).filter(text -> !text.isBlank()),
                schedule,
                request.state() == null ? "ENABLED" : request.stateAsString(),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.roleArn()),
                context.scope().account(),
                scheduledFrom,
                old.map(RuleRecord::targets).orElseGet(List::of));
    }

    DescribeRuleResponse describe(DescribeRuleRequest request) {
        RuleRecord rule = require(request.eventBusName(), request.name());
        return DescribeRuleResponse.builder()
                .name(rule.name())
                .arn(arn(rule))
                .eventPattern(rule.pattern().orElse(null))
                .scheduleExpression(rule.schedule().orElse(null))
                .state(rule.state())
                .description(rule.description().orElse(null))
                .roleArn(rule.role().orElse(null))
                .eventBusName(rule.bus())
                .createdBy(rule.createdBy())
                .build();
    }

    ListRulesResponse list(ListRulesRequest request) {
        new Constraints()
                .length("namePrefix", request.namePrefix(), 1, 64)
                .range("limit", request.limit(), 1, 100)
                .verify(EventBridgeException.builder());
        String prefix = request.namePrefix() == null ? "" : request.namePrefix();
        List<RuleRecord> found = on(buses.require(request.eventBusName())).stream()
                .filter(rule -> rule.name().startsWith(prefix))
                .toList();
        Page<RuleRecord> page = EventPages.of(found, RuleRecord::name, request.nextToken(), request.limit());
        return ListRulesResponse.builder()
                .rules(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private Rule summary(RuleRecord rule) {
        return Rule.builder()
                .name(rule.name())
                .arn(arn(rule))
                .eventPattern(rule.pattern().orElse(null))
                .scheduleExpression(rule.schedule().orElse(null))
                .state(rule.state())
                .description(rule.description().orElse(null))
                .roleArn(rule.role().orElse(null))
                .eventBusName(rule.bus())
                .build();
    }

    /** Switches a rule on or off. */
    RuleRecord setState(@Nullable String busNameOrArn, @Nullable String name, RuleState state) {
        return context.store().write(() -> {
            RuleRecord rule = require(busNameOrArn, name)
                    .withState(state.toString(), context.time().instant());
            keep(rule);
            return rule;
        });
    }

    /** Deletes a rule without targets; one that is gone already counts as deleted. */
    void delete(DeleteRuleRequest request) {
        new Constraints()
                .required("name", request.name())
                .length("name", request.name(), 1, 64)
                .pattern("name", request.name(), NAME)
                .verify(EventBridgeException.builder());
        context.store().write(() -> {
            String bus = buses.require(request.eventBusName());
            find(bus, request.name()).ifPresent(rule -> {
                if (!rule.targets().isEmpty()) {
                    throw EventBridgeErrors.validation("Rule can't be deleted since it has targets.");
                }
                rules.remove(key(bus, rule.name()));
                tags.remove(arn(rule));
            });
        });
    }
}
