package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** {@code AWS::CloudWatch::CompositeAlarm}. */
final class CompositeAlarmResource extends AlarmHandler {

    CompositeAlarmResource(Supplier<CloudWatchClient> client) {
        super(client);
    }

    @Override
    public String type() {
        return "AWS::CloudWatch::CompositeAlarm";
    }

    @Override
    void put(CloudWatchClient cloudWatch, String name, List<Tag> tags, ResourceRequest request) {
        cloudWatch.putCompositeAlarm(
                Shapes.readProperties(request.properties(), PutCompositeAlarmRequest.class).toBuilder()
                        .alarmName(name)
                        .tags(tags)
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    Optional<Found> find(CloudWatchClient cloudWatch, String name) {
        return cloudWatch
                .describeAlarms(r -> r.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .stream()
                .findFirst()
                .map(alarm -> new Found(alarm.alarmArn(), alarm));
    }
}
