package io.devopslab.cloud.runtime.metric;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/**
 * Sends measurements to CloudWatch, soon and together: what comes while one request is on its way goes with the next,
 * so that a service under load pays for few. Whoever measures never waits. Metrics are no promise: what was not sent
 * yet is lost with the process. Thread-safe.
 */
public final class MetricPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(MetricPublisher.class);
    private static final int MOST_DATA = 1_000;
    private static final int MOST_VALUES = 150;

    private static final long PAUSE_MILLIS = 1_000;
    private static final long SPARE_MILLIS = 50;

    /** Alarms are evaluated at every tenth second. */
    private static final long LOOK_MILLIS = 10_000;

    private final Time time;
    private final Supplier<CloudWatchClient> cloudWatch;
    private final String source;
    private final Queue<Measurement> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicLong lastSent = new AtomicLong(Long.MIN_VALUE / 2);

    /**
     * @param source the service that measures, as an ARN: only services may fill the namespaces of AWS
     */
    public MetricPublisher(Time time, Supplier<CloudWatchClient> cloudWatch, String source) {
        this.time = time;
        this.cloudWatch = cloudWatch;
        this.source = source;
    }

    public void publish(Collection<Measurement> measurements) {
        waiting.addAll(measurements);
        if (!waiting.isEmpty() && sending.compareAndSet(false, true)) {
            Duration delay = delay(time.instant());
            if (delay.isZero()) {
                time.execute(this::send);
            } else {
                time.schedule(delay, this::send);
            }
        }
    }

    /** The first measurement goes at once, more of the same second together; all before an alarm may look for them. */
    private Duration delay(Instant now) {
        long millis = now.toEpochMilli();
        long since = millis - lastSent.getAndSet(millis);
        long untilLook = LOOK_MILLIS - Math.floorMod(millis, LOOK_MILLIS);
        boolean wait = since >= 0 && since < PAUSE_MILLIS && untilLook > 2 * SPARE_MILLIS;
        return wait ? Duration.ofMillis(Math.min(PAUSE_MILLIS, untilLook - SPARE_MILLIS)) : Duration.ZERO;
    }

    private void send() {
        do {
            try {
                sendAll();
            } finally {
                sending.set(false);
            }
            // What came between the last look and the line above would otherwise wait for the next measurement.
        } while (!waiting.isEmpty() && sending.compareAndSet(false, true));
    }

    /** What data are put together: all of a metric in a minute, in one unit. */
    private record Group(Measurement of) {
        static Group of(Measurement one) {
            return new Group(new Measurement(
                    one.namespace(),
                    one.name(),
                    one.dimensions(),
                    one.unit(),
                    one.time().truncatedTo(ChronoUnit.MINUTES),
                    0));
        }
    }

    private void sendAll() {
        while (!waiting.isEmpty()) {
            Map<Group, Map<Double, Double>> groups = new LinkedHashMap<>();
            for (int taken = 0; taken < MOST_DATA; taken++) {
                Measurement next = waiting.poll();
                if (next == null) {
                    break;
                }
                groups.computeIfAbsent(Group.of(next), group -> new LinkedHashMap<>())
                        .merge(next.value(), 1.0, Double::sum);
            }
            Map<String, List<MetricDatum>> byNamespace = new LinkedHashMap<>();
            groups.forEach((group, counts) -> byNamespace
                    .computeIfAbsent(group.of().namespace(), namespace -> new ArrayList<>())
                    .addAll(data(group.of(), counts)));
            byNamespace.forEach(this::put);
        }
    }

    private static List<MetricDatum> data(Measurement measured, Map<Double, Double> counts) {
        List<Double> values = List.copyOf(counts.keySet());
        List<MetricDatum> data = new ArrayList<>();
        for (int from = 0; from < values.size(); from += MOST_VALUES) {
            List<Double> some = values.subList(from, Math.min(values.size(), from + MOST_VALUES));
            data.add(MetricDatum.builder()
                    .metricName(measured.name())
                    .dimensions(measured.dimensions().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(dimension -> Dimension.builder()
                                    .name(dimension.getKey())
                                    .value(dimension.getValue())
                                    .build())
                            .toList())
                    .timestamp(measured.time())
                    .unit(measured.unit())
                    .values(some)
                    .counts(some.stream().map(counts::get).toList())
                    .build());
        }
        return data;
    }

    private void put(String namespace, List<MetricDatum> data) {
        try {
            cloudWatch
                    .get()
                    .putMetricData(PutMetricDataRequest.builder()
                            .namespace(namespace)
                            .metricData(data)
                            .overrideConfiguration(CallSource.of(source))
                            .build());
        } catch (RuntimeException e) {
            LOG.warn("CloudWatch does not take {} data of {}: {}", data.size(), namespace, e.getMessage());
        }
    }
}
