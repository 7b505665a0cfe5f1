package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudwatch.alarm.Alarms;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import io.devopslab.cloud.service.cloudwatch.query.MetricData;
import io.devopslab.cloud.service.cloudwatch.query.MetricStatistics;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DeleteDashboardsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteDashboardsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** CloudWatch of one scope (Amazon CloudWatch API Reference). Thread-safe. */
public final class CloudWatchService implements CloudWatchClient, Resumable {

    private final Metrics metrics;
    private final MetricStatistics statistics;
    private final MetricData data;
    private final Alarms alarms;
    private final Dashboards dashboards;

    /**
     * @param sns whose topics alarms tell
     * @param lambda whose functions alarms call
     */
    public CloudWatchService(ServiceContext context, Supplier<SnsClient> sns, Supplier<LambdaClient> lambda) {
        this.metrics = new Metrics(context);
        this.statistics = new MetricStatistics(context, metrics);
        this.data = new MetricData(context, metrics);
        this.alarms = new Alarms(context, metrics, sns, lambda);
        this.dashboards = new Dashboards(context);
    }

    @Override
    public void resume() {
        metrics.startSweeping();
        alarms.resume();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // What alarms were about to do is kept, and done when the cloud opens again.
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        metrics.put(request);
        return PutMetricDataResponse.builder().build();
    }

    @Override
    public ListMetricsResponse listMetrics(ListMetricsRequest request) {
        return metrics.list(request);
    }

    @Override
    public GetMetricStatisticsResponse getMetricStatistics(GetMetricStatisticsRequest request) {
        return statistics.get(request);
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        return data.get(request);
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        alarms.put(request);
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public PutCompositeAlarmResponse putCompositeAlarm(PutCompositeAlarmRequest request) {
        alarms.put(request);
        return PutCompositeAlarmResponse.builder().build();
    }

    @Override
    public DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest request) {
        alarms.delete(request);
        return DeleteAlarmsResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        return alarms.describe(request);
    }

    @Override
    public DescribeAlarmsForMetricResponse describeAlarmsForMetric(DescribeAlarmsForMetricRequest request) {
        return alarms.describe(request);
    }

    @Override
    public DescribeAlarmHistoryResponse describeAlarmHistory(DescribeAlarmHistoryRequest request) {
        return alarms.describe(request);
    }

    @Override
    public SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        alarms.set(request);
        return SetAlarmStateResponse.builder().build();
    }

    @Override
    public EnableAlarmActionsResponse enableAlarmActions(EnableAlarmActionsRequest request) {
        alarms.enable(request.alarmNames(), true);
        return EnableAlarmActionsResponse.builder().build();
    }

    @Override
    public DisableAlarmActionsResponse disableAlarmActions(DisableAlarmActionsRequest request) {
        alarms.enable(request.alarmNames(), false);
        return DisableAlarmActionsResponse.builder().build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        alarms.tags().tag(request);
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        alarms.tags().untag(request);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return alarms.tags().list(request);
    }

    @Override
    public PutDashboardResponse putDashboard(PutDashboardRequest request) {
        return dashboards.put(request);
    }

    @Override
    public GetDashboardResponse getDashboard(GetDashboardRequest request) {
        return dashboards.get(request);
    }

    @Override
    public ListDashboardsResponse listDashboards(ListDashboardsRequest request) {
        return dashboards.list(request);
    }

    @Override
    public DeleteDashboardsResponse deleteDashboards(DeleteDashboardsRequest request) {
        dashboards.delete(request);
        return DeleteDashboardsResponse.builder().build();
    }
}
