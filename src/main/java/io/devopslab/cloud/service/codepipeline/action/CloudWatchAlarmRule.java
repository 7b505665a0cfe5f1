package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/**
 * The rule that watches an alarm (CodePipeline User Guide, "CloudWatchAlarm"): it fails as soon as the alarm is in one
 * of the states, and succeeds when it was in none of them until the waiting time was over.
 */
final class CloudWatchAlarmRule implements ActionProvider {

    private static final Set<String> STATES = Set.of("ALARM", "OK", "INSUFFICIENT_DATA");
    private static final int LONGEST_MINUTES = 24 * 60;

    private final InstantSource time;
    private final Supplier<CloudWatchClient> cloudWatch;

    CloudWatchAlarmRule(InstantSource time, Supplier<CloudWatchClient> cloudWatch) {
        this.time = time;
        this.cloudWatch = cloudWatch;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return waiting(call).plusHours(1);
    }

    @Override
    public Progress start(ActionCall call) {
        String alarm = call.configuration().getOrDefault("AlarmName", "");
        Set<String> states = states(call);
        Watched watched = watched(call, alarm);
        String state = watched.state();
        // By its ARN the alarm's own event finds the rule, and wakes it before its time is over.
        External told = new External(
                Optional.of(watched.arn()),
                Optional.empty(),
                Optional.of("The alarm " + alarm + " is in the state " + state + "."));
        if (states.contains(state)) {
            return new Progress.Failed(
                    told, "JobFailed", "CloudWatch alarm " + alarm + " is in the state " + state + ".");
        }
        Duration left = Duration.between(time.instant(), call.run().started().plus(waiting(call)));
        return left.isNegative() || left.isZero() ? new Progress.Succeeded(told) : new Progress.Running(told, left);
    }

    private static Duration waiting(ActionCall call) {
        String text = call.configuration().getOrDefault("WaitTime", "0").strip();
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > LONGEST_MINUTES) {
            throw new IllegalArgumentException(
                    "The WaitTime of a CloudWatchAlarm rule is a number of minutes from 0 to " + LONGEST_MINUTES
                            + ", not " + text);
        }
        return Duration.ofMinutes(Integer.parseInt(text));
    }

    private static Set<String> states(ActionCall call) {
        Set<String> states = new TreeSet<>();
        for (String state :
                call.configuration().getOrDefault("AlarmStates", "ALARM").split("[,\\s]+", -1)) {
            if (!STATES.contains(state)) {
                throw new IllegalArgumentException(
                        "An alarm is in one of the states " + new TreeSet<>(STATES) + ", and never in " + state);
            }
            states.add(state);
        }
        return states;
    }

    private record Watched(String arn, String state) {}

    private Watched watched(ActionCall call, String alarm) {
        DescribeAlarmsResponse alarms = cloudWatch
                .get()
                .describeAlarms(DescribeAlarmsRequest.builder()
                        .alarmNames(alarm)
                        .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build());
        return alarms.metricAlarms().stream()
                .map(found -> new Watched(found.alarmArn(), found.stateValueAsString()))
                .findFirst()
                .or(() -> alarms.compositeAlarms().stream()
                        .map(found -> new Watched(found.alarmArn(), found.stateValueAsString()))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("The alarm " + alarm + " does not exist."));
    }
}
