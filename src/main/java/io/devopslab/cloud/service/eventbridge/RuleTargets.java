package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.service.eventbridge.target.JsonPath;
import io.devopslab.cloud.service.eventbridge.target.TargetInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The targets of rules. */
final class RuleTargets {

    private static final Pattern ID = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}|aws)?:.+", Pattern.DOTALL);
    private static final Pattern FIFO_QUEUE = Pattern.compile("arn:[a-z-]+:sqs:.+\\.fifo");
    private static final Set<String> NEED_ROLE =
            Set.of("codepipeline", "codebuild", "states", "kinesis", "ecs", "batch", "ssm", "firehose");
    private static final int MOST = 5;

    private final Store store;
    private final EventBuses buses;
    private final Rules rules;

    RuleTargets(Store store, EventBuses buses, Rules rules) {
        this.store = store;
        this.buses = buses;
        this.rules = rules;
    }

    PutTargetsResponse put(PutTargetsRequest request) {
        new Constraints()
                .required("rule", request.rule())
                .required("targets", request.hasTargets() ? request.targets() : null)
                .size("targets", request.targets(), request.hasTargets() ? 1 : 0, 100)
                .verify(EventBridgeException.builder());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < request.targets().size(); i++) {
            String id = request.targets().get(i).id();
            if (id != null && !ids.add(id)) {
                throw EventBridgeErrors.validation("Parameter targets is not valid. Reason: More than one target with"
                        + " Id '" + id + "' is provided.");
            }
            check(request.targets().get(i), "targets." + (i + 1) + ".member");
        }
        store.write(() -> {
            RuleRecord rule = rules.require(request.eventBusName(), request.rule());
            List<Target> kept = new ArrayList<>(rule.targets());
            kept.removeIf(target -> ids.contains(target.id()));
            kept.addAll(request.targets());
            if (kept.size() > MOST) {
                throw EventBridgeErrors.limitExceeded();
            }
            rules.keep(rule.withTargets(kept));
        });
        return PutTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    private static void check(Target target, String path) {
        Constraints constraints = new Constraints()
                .required(path + ".id", target.id())
                .length(path + ".id", target.id(), 1, 64)
                .pattern(path + ".id", target.id(), ID)
                .required(path + ".arn", target.arn())
                .length(path + ".arn", target.arn(), 1, 1600)
                .length(path + ".input", target.input(), 0, 8192)
                .length(path + ".inputPath", target.inputPath(), 0, 256);
        if (target.inputTransformer() != null) {
            constraints.length(
                    path + ".inputTransformer.inputTemplate",
                    target.inputTransformer().inputTemplate(),
                    1,
                    8192);
        }
        if (target.retryPolicy() != null) {
            constraints
                    .range(
                            path + ".retryPolicy.maximumRetryAttempts",
                            target.retryPolicy().maximumRetryAttempts(),
                            0,
                            185)
                    .range(
                            path + ".retryPolicy.maximumEventAgeInSeconds",
                            target.retryPolicy().maximumEventAgeInSeconds(),
                            60,
                            86_400);
        }
        constraints.verify(EventBridgeException.builder());
        if (!ARN.matcher(target.arn()).matches()) {
            throw EventBridgeErrors.validation(
                    "Parameter " + target.arn() + " is not valid. Reason: Provided Arn is not in correct format.");
        }
        if (target.roleArn() == null && NEED_ROLE.contains(target.arn().split(":", 4)[2])) {
            throw EventBridgeErrors.validation("RoleArn is required for target " + target.arn() + ".");
        }
        if (target.sqsParameters() == null && FIFO_QUEUE.matcher(target.arn()).matches()) {
            throw EventBridgeErrors.validation(
                    "Parameter(s) SqsParameters must be specified for target: " + target.id() + ".");
        }
        checkInput(target);
    }

    private static void checkInput(Target target) {
        long inputs = Stream.of(target.input() != null, target.inputPath() != null, target.inputTransformer() != null)
                .filter(given -> given)
                .count();
        if (inputs > 1) {
            throw EventBridgeErrors.validation(
                    "Only one of Input, InputPath, or InputTransformer must be provided for target " + target.id()
                            + ".");
        }
        if (target.input() != null && !TargetInput.isJson(target.input())) {
            throw EventBridgeErrors.validation("JSON syntax error in input for target " + target.id() + ".");
        }
        if (target.inputPath() != null) {
            checkPath(target, target.inputPath());
        }
        if (target.inputTransformer() != null) {
            target.inputTransformer().inputPathsMap().values().forEach(path -> checkPath(target, path));
            if (target.inputTransformer().inputTemplate() == null) {
                throw EventBridgeErrors.validation("1 validation error detected: Value null at 'targets.1.member."
                        + "inputTransformer.inputTemplate' failed to satisfy constraint: Member must not be null");
            }
            TargetInput.unknownPlaceholder(target.inputTransformer()).ifPresent(name -> {
                throw EventBridgeErrors.validation(
                        "InputTemplate for target " + target.id() + " contains invalid placeholder " + name + ".");
            });
        }
    }

    private static void checkPath(Target target, String path) {
        try {
            JsonPath.parse(path);
        } catch (IllegalArgumentException e) {
            throw EventBridgeErrors.validation("InputPath for target " + target.id() + " is invalid.");
        }
    }

    /** Removes targets; those that are gone already count as removed. */
    RemoveTargetsResponse remove(RemoveTargetsRequest request) {
        new Constraints()
                .required("rule", request.rule())
                .required("ids", request.hasIds() ? request.ids() : null)
                .size("ids", request.ids(), request.hasIds() ? 1 : 0, 100)
                .verify(EventBridgeException.builder());
        store.write(() -> {
            RuleRecord rule = rules.require(request.eventBusName(), request.rule());
            rules.keep(rule.withTargets(rule.targets().stream()
                    .filter(target -> !request.ids().contains(target.id()))
                    .toList()));
        });
        return RemoveTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    ListTargetsByRuleResponse list(ListTargetsByRuleRequest request) {
        new Constraints()
                .required("rule", request.rule())
                .range("limit", request.limit(), 1, 100)
                .verify(EventBridgeException.builder());
        RuleRecord rule = rules.require(request.eventBusName(), request.rule());
        Page<Target> page = EventPages.of(rule.targets(), Target::id, request.nextToken(), request.limit());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListRuleNamesByTargetResponse listRuleNames(ListRuleNamesByTargetRequest request) {
        new Constraints()
                .required("targetArn", request.targetArn())
                .length("targetArn", request.targetArn(), 1, 1600)
                .range("limit", request.limit(), 1, 100)
                .verify(EventBridgeException.builder());
        List<String> names = rules.on(buses.require(request.eventBusName())).stream()
                .filter(rule ->
                        rule.targets().stream().anyMatch(target -> target.arn().equals(request.targetArn())))
                .map(RuleRecord::name)
                .toList();
        Page<String> page = EventPages.of(names, name -> name, request.nextToken(), request.limit());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
