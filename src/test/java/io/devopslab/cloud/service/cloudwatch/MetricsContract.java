package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** What any CloudWatch does with metrics. */
abstract class MetricsContract extends CloudWatchSuite {

    private Datapoint only(String namespace, Duration past, String... extended) {
        Instant end = now().plusSeconds(60);
        return cloudWatch()
                .getMetricStatistics(r -> {
                    r.namespace(namespace)
                            .metricName("m")
                            .startTime(end.minus(past))
                            .endTime(end)
                            .period((int) past.toSeconds());
                    if (extended.length == 0) {

                        r.statistics(
                                Statistic.AVERAGE,
                                Statistic.SUM,
                                Statistic.MINIMUM,
                                Statistic.MAXIMUM,
                                Statistic.SAMPLE_COUNT);
                    } else {
                        r.extendedStatistics(extended);
                    }
                })
                .datapoints()
                .get(0);
    }

    @Test
    void values_counts_and_sets_of_a_period_come_together() {
        put("together", 4);
        put("together", d -> d.values(1.0, 2.0).counts(2.0, 1.0));
        put(
                "together",
                d -> d.statisticValues(
                        s -> s.sampleCount(2.0).sum(12.0).minimum(5.0).maximum(7.0)));

        assertThat(only("together", Duration.ofMinutes(5))).satisfies(point -> {
            assertThat(point.sampleCount()).isEqualTo(6);
            assertThat(point.sum()).isEqualTo(20);
            assertThat(point.average()).isCloseTo(20 / 6.0, within(1e-9));
            assertThat(point.minimum()).isEqualTo(1);
            assertThat(point.maximum()).isEqualTo(7);
            assertThat(point.unit()).isEqualTo(StandardUnit.NONE);
        });
    }

    @Test
    void percentiles_and_their_kin_are_of_the_values() {
        List<Double> values = new ArrayList<>();
        for (double i = 1; i <= 100; i++) {
            values.add(i);
        }
        put("kin", d -> d.values(values));

        assertThat(only(
                                "kin",
                                Duration.ofMinutes(5),
                                "p50",
                                "p99",
                                "tm90",
                                "tc90",
                                "ts90",
                                "IQM",
                                "PR(:50)",
                                "TM(10%:90%)",
                                "WM(10%:90%)")
                        .extendedStatistics())
                .satisfies(statistics -> {
                    assertThat(statistics.get("p50")).isEqualTo(50);
                    assertThat(statistics.get("p99")).isEqualTo(99);
                    assertThat(statistics.get("tm90")).isCloseTo(45.5, within(1e-6));
                    assertThat(statistics.get("tc90")).isCloseTo(90, within(1e-6));
                    assertThat(statistics.get("ts90")).isCloseTo(4095, within(1e-6));
                    assertThat(statistics.get("IQM")).isCloseTo(50.5, within(1e-6));
                    assertThat(statistics.get("PR(:50)")).isCloseTo(50, within(1e-6));
                    assertThat(statistics.get("TM(10%:90%)")).isCloseTo(50.5, within(1e-6));
                    assertThat(statistics.get("WM(10%:90%)")).isCloseTo(50.4, within(0.2));
                });
    }

    @Test
    void percentiles_of_very_many_values_are_close() {
        for (int i = 0; i < 20; i++) {
            List<Double> values = new ArrayList<>();
            for (int j = 0; j < 150; j++) {
                values.add(i * 150.0 + j + 1);
            }
            put("many", d -> d.values(values));
        }
        assertThat(only("many", Duration.ofMinutes(5), "p50", "p90").extendedStatistics())
                .satisfies(statistics -> {
                    assertThat(statistics.get("p50")).isCloseTo(1500, within(75.0));
                    assertThat(statistics.get("p90")).isCloseTo(2700, within(135.0));
                });
    }

    @Test
    void sets_and_negative_values_have_no_percentiles() {
        put(
                "blurred",
                d -> d.statisticValues(
                        s -> s.sampleCount(2.0).sum(12.0).minimum(5.0).maximum(7.0)));
        put("negative", -1);
        for (String namespace : List.of("blurred", "negative")) {
            assertThat(cloudWatch()
                            .getMetricStatistics(r -> r.namespace(namespace)
                                    .metricName("m")
                                    .startTime(now().minusSeconds(60))
                                    .endTime(now().plusSeconds(60))
                                    .period(60)
                                    .extendedStatistics("p90"))
                            .datapoints())
                    .isEmpty();
        }
    }

    @Test
    void units_stay_apart() {
        put("units", d -> d.value(1.0).unit(StandardUnit.SECONDS));
        put("units", d -> d.value(1000.0).unit(StandardUnit.MILLISECONDS));
        assertThat(cloudWatch()
                        .getMetricStatistics(r -> r.namespace("units")
                                .metricName("m")
                                .startTime(now().minusSeconds(60))
                                .endTime(now().plusSeconds(60))
                                .period(60)
                                .statistics(Statistic.SUM))
                        .datapoints())
                .extracting(Datapoint::unit)
                .containsExactlyInAnyOrder(StandardUnit.SECONDS, StandardUnit.MILLISECONDS);
    }

    @Test
    void metrics_are_found_by_namespace_name_and_dimensions() {
        Dimension blue = Dimension.builder().name("Colour").value("blue").build();
        Dimension red = Dimension.builder().name("Colour").value("red").build();
        put("listed", d -> d.value(1.0));
        put("listed", d -> d.value(1.0).dimensions(blue));
        put("listed", d -> d.value(1.0).dimensions(red));
        put("listed/other", d -> d.value(1.0).dimensions(red));

        assertThat(cloudWatch().listMetrics(r -> r.namespace("listed")).metrics())
                .hasSize(3);
        assertThat(cloudWatch()
                        .listMetrics(r -> r.namespace("listed").dimensions(d -> d.name("Colour")))
                        .metrics())
                .hasSize(2);
        assertThat(cloudWatch()
                        .listMetrics(r -> r.namespace("listed").metricName("m").dimensions(d -> d.name("Colour")
                                .value("red")))
                        .metrics())
                .containsExactly(Metric.builder()
                        .namespace("listed")
                        .metricName("m")
                        .dimensions(red)
                        .build());
        passMinutes(60 * 4);
        assertThat(cloudWatch()
                        .listMetrics(r -> r.namespace("listed").recentlyActive("PT3H"))
                        .metrics())
                .isEmpty();
        pass(Duration.ofDays(15));
        assertThat(cloudWatch().listMetrics(r -> r.namespace("listed")).metrics())
                .isEmpty();
    }

    @Test
    void long_lists_come_in_pages() {
        for (int i = 0; i < 2; i++) {
            List<MetricDatum> data = new ArrayList<>();
            for (int j = 0; j < 300; j++) {
                data.add(MetricDatum.builder()
                        .metricName("m" + (i * 300 + j))
                        .value(1.0)
                        .build());
            }
            cloudWatch().putMetricData(r -> r.namespace("pages").metricData(data));
        }
        assertThat(cloudWatch().listMetrics(r -> r.namespace("pages")).metrics())
                .hasSize(500);
        assertThat(cloudWatch().listMetricsPaginator(r -> r.namespace("pages")).metrics().stream()
                        .distinct())
                .hasSize(600);
    }

    @Test
    void data_grow_coarser_as_they_age() {
        put("ageing", 1);
        passMinutes(1);
        put("ageing", 3);
        Instant start = now().minusSeconds(60);
        pass(Duration.ofDays(16));
        assertThat(points("ageing", start, 60)).isEmpty();
        assertThat(points("ageing", start, 300)).extracting(Datapoint::sum).containsExactly(4.0);
        pass(Duration.ofDays(60));
        assertThat(points("ageing", start, 3600)).extracting(Datapoint::sum).containsExactly(4.0);
        pass(Duration.ofDays(400));
        assertThat(points("ageing", start, 3600)).isEmpty();
    }

    private List<Datapoint> points(String namespace, Instant start, int period) {
        return cloudWatch()
                .getMetricStatistics(r -> r.namespace(namespace)
                        .metricName("m")
                        .startTime(start)
                        .endTime(start.plusSeconds(3_600))
                        .period(period)
                        .statistics(Statistic.SUM))
                .datapoints();
    }

    @Test
    void data_are_kept_by_the_second_when_told_to() {
        put("fine", d -> d.value(1.0).storageResolution(1));
        pass(Duration.ofSeconds(10));
        put("fine", d -> d.value(2.0).storageResolution(1));
        assertThat(points("fine", now().minusSeconds(20), 10))
                .extracting(Datapoint::sum)
                .containsExactly(1.0, 2.0);
        pass(Duration.ofHours(5));
        assertThat(points("fine", now().minus(Duration.ofHours(5)).minusSeconds(60), 60))
                .extracting(Datapoint::sum)
                .containsExactly(3.0);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused("InvalidParameterValue", "a", d -> d.value(Double.NaN));
        refused("InvalidParameterValue", "a", d -> d.value(Double.POSITIVE_INFINITY));
        refused("InvalidParameterValue", "a", d -> d.value(1.0).unit("Furlongs"));
        refused("InvalidParameterValue", "a", d -> d.value(1.0).storageResolution(5));
        refused("InvalidParameterValue", "a", d -> d.value(1.0).timestamp(now().minus(Duration.ofDays(15))));
        refused("InvalidParameterValue", "a", d -> d.value(1.0).timestamp(now().plus(Duration.ofHours(3))));
        refused("InvalidParameterValue", "a", d -> d.values(1.0, 2.0).counts(1.0));
        refused("InvalidParameterValue", "a", d -> d.values(Collections.nCopies(151, 1.0)));
        refused("InvalidParameterValue", ":a", d -> d.value(1.0));
        refused("InvalidParameterValue", "AWS/Lambda", d -> d.value(1.0));
        refused("InvalidParameterCombination", "a", d -> d.value(1.0).values(1.0));
        refused("InvalidParameterCombination", "a", d -> d.value(1.0).statisticValues(s -> s.sum(1.0)));
        refused("MissingParameter", "a", d -> d.statisticValues(s -> s.sum(1.0)));
        refused("MissingParameter", "a", d -> {});
        refused("MissingParameter", "a", d -> d.value(1.0).metricName(null));
        assertThat(cloudWatch().listMetrics(r -> r.namespace("a")).metrics()).isEmpty();
    }

    private void refused(String code, String namespace, Consumer<MetricDatum.Builder> datum) {
        assertThatThrownBy(() -> put(namespace, datum)).isInstanceOfSatisfying(CloudWatchException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void too_many_points_at_once_are_refused() {
        assertThatThrownBy(() -> cloudWatch().getMetricStatistics(r -> r.namespace("x")
                        .metricName("m")
                        .startTime(now().minus(Duration.ofDays(3)))
                        .endTime(now())
                        .period(60)
                        .statistics(Statistic.SUM)))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("You have requested up to 4,320 datapoints, which exceeds the limit of 1,440.");
    }

    private static MetricDataQuery metric(String id, String namespace, String stat) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s -> s.period(60).stat(stat).metric(m -> m.namespace(namespace)
                        .metricName("m")))
                .build();
    }

    private static MetricDataQuery expression(String id, String text) {
        return MetricDataQuery.builder().id(id).expression(text).build();
    }

    private GetMetricDataResponse data(MetricDataQuery... queries) {
        Instant end = now().truncatedTo(ChronoUnit.MINUTES);
        return cloudWatch().getMetricData(r -> r.metricDataQueries(queries)
                .startTime(end.minus(Duration.ofMinutes(5)))
                .endTime(end)
                .scanBy(ScanBy.TIMESTAMP_ASCENDING));
    }

    /** Two metrics over five minutes: {@code a} is 1, 2, 4, 8, 16; {@code b} is 10, missing, 0, missing, 4. */
    private void series() {
        double[] a = {1, 2, 4, 8, 16};
        double[] b = {10, Double.NaN, 0, Double.NaN, 4};
        for (int i = 0; i < a.length; i++) {
            put("a", a[i]);
            if (!Double.isNaN(b[i])) {
                put("b", b[i]);
            }
            passMinutes(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a + b | 11.0, 4.0, 20.0
                    a * 2 - 1 | 1.0, 3.0, 7.0, 15.0, 31.0
                    -a ^ 2 | -1.0, -4.0, -16.0, -64.0, -256.0
                    (a + 1) / b | 0.2, 4.25
                    a >= 4 | 0.0, 0.0, 1.0, 1.0, 1.0
                    a > 2 && a < 16 | 0.0, 0.0, 1.0, 1.0, 0.0
                    a == 1 OR a == 16 | 1.0, 0.0, 0.0, 0.0, 1.0
                    SUM([a, b]) | 11.0, 2.0, 4.0, 8.0, 20.0
                    SUM(METRICS()) | 11.0, 2.0, 4.0, 8.0, 20.0
                    AVG(METRICS()) | 5.5, 2.0, 2.0, 8.0, 10.0
                    MAX(METRICS("a")) | 1.0, 2.0, 4.0, 8.0, 16.0
                    a - MIN(a) | 0.0, 1.0, 3.0, 7.0, 15.0
                    a / SUM(a) * 31 | 1.0, 2.0, 4.0, 8.0, 16.0
                    FILL(b, 7) | 10.0, 7.0, 0.0, 7.0, 4.0
                    FILL(b, REPEAT) | 10.0, 10.0, 0.0, 0.0, 4.0
                    FILL(b, LINEAR) | 10.0, 5.0, 0.0, 2.0, 4.0
                    FILL(b, a) | 10.0, 2.0, 0.0, 8.0, 4.0
                    IF(a > 3, a, 0) | 0.0, 0.0, 4.0, 8.0, 16.0
                    IF(a > 3, b) | 0.0, 4.0
                    DIFF(a) | 1.0, 2.0, 4.0, 8.0
                    RATE(a) * PERIOD(a) | 1.0, 2.0, 4.0, 8.0
                    DIFF_TIME(b) | 120.0, 120.0
                    RUNNING_SUM(a) | 1.0, 3.0, 7.0, 15.0, 31.0
                    ABS(a - 5) | 4.0, 3.0, 1.0, 3.0, 11.0
                    CEIL(a / 3) | 1.0, 1.0, 2.0, 3.0, 6.0
                    TIME_SERIES(DATAPOINT_COUNT(b)) | 3.0, 3.0, 3.0, 3.0, 3.0
                    TIME_SERIES(LAST(a) - FIRST(a)) | 15.0, 15.0, 15.0, 15.0, 15.0
                    TIME_SERIES(METRIC_COUNT(METRICS())) | 2.0, 2.0, 2.0, 2.0, 2.0
                    FIRST(SORT(METRICS(), MAX, DESC)) | 1.0, 2.0, 4.0, 8.0, 16.0
                    SLICE(METRICS(), 1) | 10.0, 0.0, 4.0
                    MINUTE(a) - MINUTE(a) + 1.5e1 | 15.0, 15.0, 15.0, 15.0, 15.0
                    """)
    void metric_math_is_computed(String text, String expected) {
        series();
        String wanted = text.replace("SORT(METRICS(), MAX, DESC)", "SORT(METRICS(), \"MAX\", \"DESC\")");
        MetricDataResult result = data(
                        metric("a", "a", "Sum").toBuilder().returnData(false).build(),
                        metric("b", "b", "Sum").toBuilder().returnData(false).build(),
                        expression("e", wanted))
                .metricDataResults()
                .get(0);
        assertThat(result.id()).isEqualTo("e");
        assertThat(result.values().toString()).isEqualTo("[" + expected + "]");
        assertThat(result.statusCode()).isEqualTo(StatusCode.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a +", "(a", "UNKNOWN(a)", "nothing + 1", "1 + 1", "e + 1", "FILL(a)", "a $ 1", "'text'", "a, a"
            })
    void an_expression_that_makes_no_sense_is_refused(String text) {
        assertThatThrownBy(() -> data(metric("a", "a", "Sum"), expression("e", text)))
                .isInstanceOfSatisfying(CloudWatchException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(e.awsErrorDetails().errorMessage()).contains("Error in expression 'e'");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SEARCH('{AWS/EC2,InstanceId}', 'Sum', 300)", "ANOMALY_DETECTION_BAND(a)", "SELECT AVG(m) FROM a"
            })
    void what_is_not_supported_is_said_to_be_so(String text) {
        assertThatThrownBy(() -> data(metric("a", "a", "Sum"), expression("e", text)))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(UnsupportedOperationException.class),
                        e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(501));
    }

    @Test
    void results_have_labels_and_an_order() {
        series();
        Instant end = now().truncatedTo(ChronoUnit.MINUTES);
        GetMetricDataResponse response = cloudWatch().getMetricData(r -> r.metricDataQueries(
                        metric("a", "a", "Sum"),
                        metric("b", "b", "Sum").toBuilder()
                                .label("${PROP('MetricName')} of ${PROP('Namespace')}, at most ${MAX} at ${MAX_TIME}")
                                .build(),
                        expression("e", "a + 1"))
                .startTime(end.minus(Duration.ofMinutes(5)))
                .endTime(end)
                .labelOptions(l -> l.timezone("+0700")));
        assertThat(response.metricDataResults())
                .extracting(MetricDataResult::label)
                .containsExactly("m", "m of b, at most 10 at 2026-01-05 16:00:00 UTC+07:00", "e");
        assertThat(response.metricDataResults().get(0).values()).containsExactly(16.0, 8.0, 4.0, 2.0, 1.0);
        assertThat(response.metricDataResults().get(0).timestamps().get(0)).isEqualTo(end.minus(Duration.ofMinutes(1)));
    }

    @Test
    void labels_tell_ranges_and_places() {
        series();
        Instant end = now().truncatedTo(ChronoUnit.MINUTES);
        GetMetricDataResponse response = cloudWatch().getMetricData(r -> r.metricDataQueries(
                        metric("a", "a", "Sum").toBuilder()
                                .label("${MIN_MAX_RANGE} in ${PROP('Region')} of ${PROP('AccountId')}")
                                .build(),
                        expression("e", "a + 1").toBuilder()
                                .label("${PROP('Region')}")
                                .build())
                .startTime(end.minus(Duration.ofMinutes(5)))
                .endTime(end));
        assertThat(response.metricDataResults())
                .extracting(MetricDataResult::label)
                .containsExactly("15 in eu-west-1 of 123456789012", "--");
    }

    @Test
    void results_come_in_pages() {
        series();
        Instant end = now().truncatedTo(ChronoUnit.MINUTES);
        List<String> pages = new ArrayList<>();
        cloudWatch()
                .getMetricDataPaginator(r -> r.metricDataQueries(metric("a", "a", "Sum"), metric("b", "b", "Sum"))
                        .startTime(end.minus(Duration.ofMinutes(5)))
                        .endTime(end)
                        .maxDatapoints(3)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING))
                .forEach(page -> pages.add(page.metricDataResults().stream()
                        .map(result -> result.id() + result.values() + result.statusCodeAsString())
                        .toList()
                        .toString()));
        assertThat(pages)
                .containsExactly(
                        "[a[1.0, 2.0, 4.0]PartialData]",
                        "[a[8.0, 16.0]Complete, b[10.0]PartialData]",
                        "[b[0.0, 4.0]Complete]");
    }
}
