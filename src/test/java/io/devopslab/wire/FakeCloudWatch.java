package io.devopslab.wire;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;

/** A CloudWatch of a few lines: the service that must be spoken to in three protocols. */
final class FakeCloudWatch implements CloudWatchClient {

    static final Instant UPDATED = Instant.parse("2026-01-05T09:00:00.123Z");

    final List<PutMetricDataRequest> put = new CopyOnWriteArrayList<>();

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        put.add(request);
        return PutMetricDataResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        MetricAlarm alarm = MetricAlarm.builder()
                .alarmName(request.hasAlarmNames() ? request.alarmNames().get(0) : "errors & <faults>")
                .alarmConfigurationUpdatedTimestamp(UPDATED)
                .dimensions(Dimension.builder().name("Function").value("f").build())
                .threshold(1.5)
                .actionsEnabled(true)
                .alarmActions(List.of())
                .build();
        return DescribeAlarmsResponse.builder()
                .metricAlarms(alarm)
                .compositeAlarms(List.of())
                .build();
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        return GetMetricDataResponse.builder()
                .metricDataResults(MetricDataResult.builder()
                        .id(request.metricDataQueries().get(0).id())
                        .timestamps(request.startTime(), request.endTime())
                        .values(1.0, 2.5)
                        .build())
                .build();
    }

    @Override
    public GetDashboardResponse getDashboard(GetDashboardRequest request) {
        throw FakeS3.error(ResourceNotFoundException.builder(), "ResourceNotFound", 404, "Dashboard does not exist");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
