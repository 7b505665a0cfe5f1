package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codestarnotifications.RuleRow.TargetRow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleStatus;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleResponse;

/** Makes, changes and deletes notification rules. */
final class NotificationRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9\\-_ ]+");
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws[a-z-]*:(codepipeline:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9.@_-]+"
                    + "|codebuild:[a-z0-9-]+:[0-9]{12}:project/[A-Za-z0-9_-]+"
                    + "|codecommit:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9._-]+"
                    + "|codedeploy:[a-z0-9-]+:[0-9]{12}:application:.+)");
    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+");
    private static final int MOST_TARGETS = 10;
    private static final int ID_DIGITS = 40;

    private final ServiceContext context;
    private final RuleTable table;
    private final EventTypes types;

    NotificationRules(ServiceContext context, RuleTable table, EventTypes types) {
        this.context = context;
        this.table = table;
        this.types = types;
    }

    CreateNotificationRuleResponse create(CreateNotificationRuleRequest request) {
        NotificationErrors.verify(new Constraints()
                .required("name", request.name())
                .length("name", request.name(), 1, 64)
                .pattern("name", request.name(), NAME)
                .required("eventTypeIds", request.hasEventTypeIds() ? request.eventTypeIds() : null)
                .required("resource", request.resource())
                .required("targets", request.hasTargets() ? request.targets() : null)
                .size("targets", request.targets(), 0, MOST_TARGETS)
                .required("detailType", request.detailTypeAsString())
                .oneOf("detailType", request.detailTypeAsString(), DetailType.knownValues())
                .oneOf("status", request.statusAsString(), NotificationRuleStatus.knownValues()));
        if (!RESOURCE.matcher(request.resource()).matches()) {
            throw NotificationErrors.validation("The resource is not a pipeline, build project, repository or"
                    + " application: " + request.resource());
        }
        checkEvents(request.eventTypeIds(), request.resource());
        checkTargets(request.targets());
        NotificationTags.check(request.tags(), CallSource.of(request).isPresent());
        String createdBy = Caller.of(request, context).arn();
        return context.store().write(() -> CreateNotificationRuleResponse.builder()
                .arn(table.arn(create(request, createdBy)))
                .build());
    }

    /** A request that is repeated with its token is the same request. */
    private String create(CreateNotificationRuleRequest request, String createdBy) {
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        Optional<RuleRow> present = table.all().stream()
                .filter(rule -> rule.name().equals(request.name()))
                .findFirst();
        if (present.isPresent()) {
            if (token.isPresent() && present.get().token().equals(token)) {
                return present.get().id();
            }
            throw NotificationErrors.exists(request.name());
        }
        Instant now = context.time().instant();
        RuleRow rule = new RuleRow(
                context.ids().hex(ID_DIGITS),
                request.name(),
                request.resource(),
                request.eventTypeIds(),
                rows(request.targets()),
                request.detailTypeAsString(),
                request.status() == null ? "ENABLED" : request.statusAsString(),
                createdBy,
                now,
                now,
                request.tags(),
                token);
        table.keep(rule);
        return rule.id();
    }

    private static List<TargetRow> rows(List<Target> targets) {
        return targets.stream()
                .map(target -> new TargetRow("SNS", target.targetAddress(), true))
                .toList();
    }

    /** An event type is of the kind of resource that the rule is about. */
    private void checkEvents(Collection<String> ids, String resource) {
        if (ids.isEmpty()) {
            throw NotificationErrors.validation("A notification rule needs at least one event type.");
        }
        String service = resource.split(":", 4)[2];
        for (String id : ids) {
            EventType type = types.find(id)
                    .orElseThrow(() -> NotificationErrors.validation("The event type " + id + " does not exist."));
            if (!type.service().toLowerCase(Locale.ROOT).equals(service)) {
                throw NotificationErrors.validation(
                        "The event type " + id + " is not one of the resource " + resource + ".");
            }
        }
    }

    static void checkTargets(List<Target> targets) {
        for (Target target : targets) {
            if (target.targetType() != null && !target.targetType().equals("SNS")) {
                throw NotificationErrors.validation("The target type " + target.targetType()
                        + " is not delivered to by the embedded cloud; it delivers to SNS.");
            }
            if (target.targetAddress() == null
                    || !TOPIC.matcher(target.targetAddress()).matches()) {
                throw NotificationErrors.validation(
                        "The target address is not the ARN of a topic: " + target.targetAddress());
            }
        }
    }

    UpdateNotificationRuleResponse update(UpdateNotificationRuleRequest request) {
        NotificationErrors.verify(new Constraints()
                .length("name", request.name(), 1, 64)
                .pattern("name", request.name(), NAME)
                .size("targets", request.targets(), 0, MOST_TARGETS)
                .oneOf("detailType", request.detailTypeAsString(), DetailType.knownValues())
                .oneOf("status", request.statusAsString(), NotificationRuleStatus.knownValues()));
        checkTargets(request.targets());
        context.store().write(() -> {
            RuleRow rule = table.require(request.arn());
            if (request.hasEventTypeIds()) {
                checkEvents(request.eventTypeIds(), rule.resource());
            }
            if (request.name() != null && !request.name().equals(rule.name())) {
                requireFree(request.name());
            }
            table.keep(changed(rule, request));
        });
        return UpdateNotificationRuleResponse.builder().build();
    }

    private void requireFree(String name) {
        if (table.all().stream().anyMatch(rule -> rule.name().equals(name))) {
            throw NotificationErrors.exists(name);
        }
    }

    private RuleRow changed(RuleRow rule, UpdateNotificationRuleRequest request) {
        return new RuleRow(
                rule.id(),
                request.name() == null ? rule.name() : request.name(),
                rule.resource(),
                request.hasEventTypeIds() ? request.eventTypeIds() : rule.eventTypes(),
                request.hasTargets() ? rows(request.targets()) : rule.targets(),
                request.detailType() == null ? rule.detail() : request.detailTypeAsString(),
                request.status() == null ? rule.status() : request.statusAsString(),
                rule.createdBy(),
                rule.created(),
                context.time().instant(),
                Map.copyOf(rule.tags()),
                rule.token());
    }

    /** A rule that is gone counts as deleted. */
    DeleteNotificationRuleResponse delete(DeleteNotificationRuleRequest request) {
        context.store().write(() -> table.find(request.arn()).ifPresent(table::remove));
        return DeleteNotificationRuleResponse.builder().arn(request.arn()).build();
    }
}
