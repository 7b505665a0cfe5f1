package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ListenerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.RuleRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyRulesException;

/** The rules of listeners. */
final class Rules {

    private static final int MOST = 100;
    private static final int LOWEST = 50_000;

    private final ServiceContext context;
    private final ElbTables tables;
    private final Listeners listeners;

    Rules(ServiceContext context, ElbTables tables, Listeners listeners) {
        this.context = context;
        this.tables = tables;
        this.listeners = listeners;
    }

    CreateRuleResponse create(CreateRuleRequest request) {
        Map<String, String> tags =
                TagSet.checked(request.tags(), CallSource.of(request).isPresent());
        listeners.require(request.listenerArn());
        checkTransforms(request.transforms().isEmpty());
        if (request.priority() == null) {
            throw ElbErrors.validation("A priority must be specified");
        }
        checkPriority(request.priority());
        List<RuleCondition> conditions = ConditionCheck.checked(request.conditions());
        String id = context.ids().hex(16);
        Rule made = tables.store().write(() -> {
            ListenerRow listener = listeners.require(request.listenerArn());
            List<RuleRow> present = tables.rulesOf(listener.arn());
            String priority = Integer.toString(request.priority());
            if (present.stream().anyMatch(row -> priority.equals(row.rule().priority()))) {
                throw inUse(priority);
            }
            if (present.size() > MOST) {
                throw ElbErrors.of(
                        TooManyRulesException.builder(),
                        "TooManyRules",
                        "The maximum number of rules per load balancer is " + MOST);
            }
            Rule rule = Rule.builder()
                    .ruleArn(listener.arn().replace(":listener/", ":listener-rule/") + "/" + id)
                    .priority(priority)
                    .conditions(conditions)
                    .actions(new ActionCheck(tables, listener.listener().loadBalancerArn()).checked(request.actions()))
                    .isDefault(false)
                    .build();
            tables.rules().put(rule.ruleArn(), new RuleRow(rule, listener.arn(), tags));
            return rule;
        });
        return CreateRuleResponse.builder().rules(made).build();
    }

    private static void checkTransforms(boolean none) {
        if (!none) {
            throw new UnsupportedOperationException("The embedded cloud has no transforms of requests.");
        }
    }

    private static void checkPriority(int priority) {
        if (priority < 1 || priority > LOWEST) {
            throw ElbErrors.validation(
                    "Rule priority '" + priority + "' must be in the range from '1' to '" + LOWEST + "'");
        }
    }

    private static RuntimeException inUse(String priority) {
        return ElbErrors.of(
                PriorityInUseException.builder(), "PriorityInUse", "Priority '" + priority + "' is currently in use");
    }

    RuleRow require(@Nullable String arn) {
        if (arn == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'ruleArn' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        if (!arn.startsWith("arn:") || !arn.contains(":listener-rule/")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid listener rule ARN");
        }
        return tables.rules().get(arn).orElseThrow(() -> ElbErrors.noRule(arn));
    }

    ModifyRuleResponse modify(ModifyRuleRequest request) {
        checkTransforms(request.transforms().isEmpty());
        Rule changed = tables.store().write(() -> {
            RuleRow row = require(request.ruleArn());
            Rule.Builder next = row.rule().toBuilder();
            if (!request.conditions().isEmpty()) {
                if (row.isDefault()) {
                    throw notPermitted(row, "modified");
                }
                next.conditions(ConditionCheck.checked(request.conditions()));
            }
            if (!request.actions().isEmpty()) {
                String balancer =
                        listeners.require(row.listenerArn()).listener().loadBalancerArn();
                List<Action> actions = new ActionCheck(tables, balancer).checked(request.actions());
                next.actions(actions);
                if (row.isDefault()) {
                    listeners.keepDefaultActions(row.listenerArn(), actions);
                }
            }
            Rule rule = next.build();
            tables.rules().put(row.arn(), row.with(rule));
            return rule;
        });
        return ModifyRuleResponse.builder().rules(changed).build();
    }

    private static RuntimeException notPermitted(RuleRow row, String what) {
        return ElbErrors.of(
                OperationNotPermittedException.builder(),
                "OperationNotPermitted",
                "Default rule '" + row.arn() + "' cannot be " + what);
    }

    void delete(@Nullable String arn) {
        tables.store().write(() -> {
            RuleRow row = require(arn);
            if (row.isDefault()) {
                throw notPermitted(row, "deleted");
            }
            tables.rules().remove(row.arn());
        });
    }

    SetRulePrioritiesResponse setPriorities(SetRulePrioritiesRequest request) {
        if (request.rulePriorities().isEmpty()) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'rulePriorities' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        List<Rule> changed = tables.store().write(() -> {
            List<Rule> rules = new ArrayList<>();
            Set<String> listenersTouched = new HashSet<>();
            for (RulePriorityPair pair : request.rulePriorities()) {
                RuleRow row = require(pair.ruleArn());
                if (row.isDefault()) {
                    throw notPermitted(row, "given a priority");
                }
                if (pair.priority() == null) {
                    throw ElbErrors.validation("A priority must be specified");
                }
                checkPriority(pair.priority());
                Rule rule = row.rule().toBuilder()
                        .priority(Integer.toString(pair.priority()))
                        .build();
                tables.rules().put(row.arn(), row.with(rule));
                listenersTouched.add(row.listenerArn());
                rules.add(rule);
            }
            listenersTouched.forEach(this::checkUnique);
            return rules;
        });
        return SetRulePrioritiesResponse.builder().rules(changed).build();
    }

    private void checkUnique(String listenerArn) {
        Set<String> seen = new HashSet<>();
        tables.rulesOf(listenerArn).forEach(row -> {
            if (!seen.add(row.rule().priority())) {
                throw inUse(row.rule().priority());
            }
        });
    }

    DescribeRulesResponse describe(DescribeRulesRequest request) {
        if (request.listenerArn() != null && !request.ruleArns().isEmpty()) {
            throw ElbErrors.validation("You must specify either listener rule ARNs or a listener ARN, not both");
        }
        if (request.listenerArn() == null && request.ruleArns().isEmpty()) {
            throw ElbErrors.validation("You must specify either listener rule ARNs or a listener ARN");
        }
        List<Rule> found = request.listenerArn() == null
                ? request.ruleArns().stream().map(arn -> require(arn).rule()).toList()
                : tables.rulesOf(listeners.require(request.listenerArn()).arn()).stream()
                        .map(RuleRow::rule)
                        .toList();
        Page<Rule> page = ElbPages.of(found, Rule::ruleArn, request.marker(), request.pageSize());
        return DescribeRulesResponse.builder()
                .rules(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }
}
