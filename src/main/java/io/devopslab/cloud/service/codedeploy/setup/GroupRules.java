package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.AlarmConfiguration;
import software.amazon.awssdk.services.codedeploy.model.AlarmsLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackConfiguration;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.InvalidAlarmConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAutoRollbackConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAutoScalingGroupException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTriggerConfigException;
import software.amazon.awssdk.services.codedeploy.model.TriggerConfig;
import software.amazon.awssdk.services.codedeploy.model.TriggerEventType;
import software.amazon.awssdk.services.codedeploy.model.TriggerTargetsLimitExceededException;

/** What a deployment group must be like (CodeDeploy API Reference, "CreateDeploymentGroup"). */
public final class GroupRules {

    private static final int MOST = 10;

    private GroupRules() {}

    static void check(DeploymentGroupInfo group) {
        StyleRules.check(group);
        alarms(group.alarmConfiguration());
        rollback(group.autoRollbackConfiguration());
        triggers(group.triggerConfigurations());
        FilterRules.check(group);
        if (!group.autoScalingGroups().isEmpty()) {
            throw Errors.of(
                    InvalidAutoScalingGroupException.builder(),
                    "Auto Scaling group not found: "
                            + group.autoScalingGroups().get(0).name());
        }
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
}
