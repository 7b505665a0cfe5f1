package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** {@code AWS::CloudWatch::Alarm}. */
final class AlarmResource extends AlarmHandler {

    AlarmResource(Supplier<CloudWatchClient> client) {
        super(client);
    }

    @Override
    public String type() {
        return "AWS::CloudWatch::Alarm";
    }

    @Override
    void put(CloudWatchClient cloudWatch, String name, List<Tag> tags, ResourceRequest request) {
        cloudWatch.putMetricAlarm(Shapes.readProperties(request.properties(), PutMetricAlarmRequest.class).toBuilder()
                .alarmName(name)
                .tags(tags)
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build());
    }

    @Override
    Optional<Found> find(CloudWatchClient cloudWatch, String name) {
        return cloudWatch
                .describeAlarms(r -> r.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM))
                .metricAlarms()
                .stream()
                .findFirst()
                .map(alarm -> new Found(alarm.alarmArn(), alarm));
    }
}
