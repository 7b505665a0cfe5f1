package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.AlarmConfiguration;
import software.amazon.awssdk.services.codedeploy.model.AlarmsLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackConfiguration;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStyle;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.InvalidAlarmConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAutoRollbackConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAutoScalingGroupException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStyleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidOnPremisesTagCombinationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTagFilterException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTriggerConfigException;
import software.amazon.awssdk.services.codedeploy.model.TagFilter;
import software.amazon.awssdk.services.codedeploy.model.TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.TriggerConfig;
import software.amazon.awssdk.services.codedeploy.model.TriggerEventType;
import software.amazon.awssdk.services.codedeploy.model.TriggerTargetsLimitExceededException;

/** What a deployment group must be like (CodeDeploy API Reference, "CreateDeploymentGroup"). */
public final class GroupRules {

    private static final int MOST = 10;

    private GroupRules() {}

    static void check(DeploymentGroupInfo group) {
        style(group);
        alarms(group.alarmConfiguration());
        rollback(group.autoRollbackConfiguration());
        triggers(group.triggerConfigurations());
        filters(group);
        if (!group.autoScalingGroups().isEmpty()) {
            throw Errors.of(
                    InvalidAutoScalingGroupException.builder(),
                    "Auto Scaling group not found: "
                            + group.autoScalingGroups().get(0).name());
        }
    }

    private static void style(DeploymentGroupInfo group) {
        DeploymentStyle style = group.deploymentStyle();
        boolean isBlueGreen = style.deploymentType() == DeploymentType.BLUE_GREEN;
        boolean hasTrafficControl = style.deploymentOption() == DeploymentOption.WITH_TRAFFIC_CONTROL;
        if (style.deploymentType() == DeploymentType.UNKNOWN_TO_SDK_VERSION
                || style.deploymentOption() == DeploymentOption.UNKNOWN_TO_SDK_VERSION) {
            throw invalidStyle("The deployment style is invalid");
        }
        if (group.computePlatform() == ComputePlatform.LAMBDA && !(isBlueGreen && hasTrafficControl)) {
            throw invalidStyle("For Lambda deployment group, deployment type can be set to BLUE_GREEN only, and"
                    + " deployment option can be set to WITH_TRAFFIC_CONTROL only");
        }
        if (group.computePlatform() == ComputePlatform.SERVER && (isBlueGreen || hasTrafficControl)) {
            throw new UnsupportedOperationException(
                    "The embedded CodeDeploy deploys to servers in place and without" + " traffic control only.");
        }
    }

    private static RuntimeException invalidStyle(String message) {
        return Errors.of(InvalidDeploymentStyleException.builder(), message);
    }

    /** Alarms of a group, or those that a deployment has instead. */
    public static void alarms(@Nullable AlarmConfiguration configuration) {
        if (configuration == null) {
            return;
        }
        List<Alarm> alarms = configuration.alarms();
        if (alarms.size() > MOST) {
            throw Errors.of(AlarmsLimitExceededException.builder(), "At most " + MOST + " alarms can be configured");
        }
        boolean isNameless = alarms.stream()
                .anyMatch(alarm -> alarm.name() == null || alarm.name().isEmpty());
        long different = alarms.stream().map(Alarm::name).distinct().count();
        boolean isEmpty = Boolean.TRUE.equals(configuration.enabled()) && alarms.isEmpty();
        if (isNameless || isEmpty || different < alarms.size()) {
            throw Errors.of(
                    InvalidAlarmConfigException.builder(),
                    "The format of the alarm configuration is invalid: alarms need names, each once, and an enabled"
                            + " configuration needs alarms");
        }
    }

    /** When to roll back. */
    public static void rollback(@Nullable AutoRollbackConfiguration configuration) {
        if (configuration == null) {
            return;
        }
        boolean isUnknown = configuration.eventsAsStrings().stream()
                .anyMatch(event -> AutoRollbackEvent.fromValue(event) == AutoRollbackEvent.UNKNOWN_TO_SDK_VERSION);
        boolean isEmpty = Boolean.TRUE.equals(configuration.enabled())
                && configuration.eventsAsStrings().isEmpty();
        if (isUnknown || isEmpty) {
            throw Errors.of(
                    InvalidAutoRollbackConfigException.builder(),
                    "The automatic rollback configuration is invalid: an enabled one names its events");
        }
    }

    private static void triggers(List<TriggerConfig> triggers) {
        if (triggers.size() > MOST) {
            throw Errors.of(
                    TriggerTargetsLimitExceededException.builder(), "At most " + MOST + " triggers can be configured");
        }
        for (TriggerConfig trigger : triggers) {
            boolean isUnknown = trigger.triggerEventsAsStrings().stream()
                    .anyMatch(event -> TriggerEventType.fromValue(event) == TriggerEventType.UNKNOWN_TO_SDK_VERSION);
            boolean isTopic = trigger.triggerTargetArn() != null
                    && trigger.triggerTargetArn().startsWith("arn:aws:sns:");
            if (trigger.triggerName() == null
                    || !isTopic
                    || isUnknown
                    || trigger.triggerEventsAsStrings().isEmpty()) {
                throw Errors.of(
                        InvalidTriggerConfigException.builder(),
                        "The trigger was specified in an invalid format: it needs a name, the ARN of an SNS topic,"
                                + " and events");
            }
        }
    }

    private static void filters(DeploymentGroupInfo group) {
        boolean hasSet = group.onPremisesTagSet() != null
                && !group.onPremisesTagSet().onPremisesTagSetList().isEmpty();
        if (hasSet && !group.onPremisesInstanceTagFilters().isEmpty()) {
            throw Errors.of(
                    InvalidOnPremisesTagCombinationException.builder(),
                    "Either on-premises tag filters or an on-premises tag set can be specified");
        }
        group.onPremisesInstanceTagFilters().forEach(GroupRules::check);
        if (hasSet) {
            group.onPremisesTagSet().onPremisesTagSetList().forEach(filters -> filters.forEach(GroupRules::check));
        }
    }

    static void check(TagFilter filter) {
        boolean isUnknown = filter.type() == null || filter.type() == TagFilterType.UNKNOWN_TO_SDK_VERSION;
        if (isUnknown || (filter.key() == null && filter.value() == null)) {
            throw Errors.of(InvalidTagFilterException.builder(), "The tag filter was specified in an invalid format");
        }
    }
}
