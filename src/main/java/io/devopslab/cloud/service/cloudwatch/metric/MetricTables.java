package io.devopslab.cloud.service.cloudwatch.metric;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.cloudwatch.metric.Block.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The metrics of a scope and their data. Each data point is kept in all tiers at once, and leaves each when it is old. */
final class MetricTables {

    /** How exactly it is kept when a metric last got data; a row less to write for most data. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final ServiceContext context;
    private final Table<MetricRow> metrics;
    private final Table<Block> blocks;
    private final Table<Long> counter;

    MetricTables(ServiceContext context) {
        this.context = context;
        this.metrics = context.store().table("metrics", MetricRow.class);
        this.blocks = context.store().table("blocks", Block.class);
        this.counter = context.store().table("metric-counter", Long.class);
    }

    List<MetricRow> all() {
        return metrics.values();
    }

    List<MetricRow> ofNamespace(String namespace) {
        return metrics.valuesOf(MetricName.prefix(namespace));
    }

    void put(List<Datum> data) {
        context.store().write(() -> data.forEach(this::put));
    }

    private void put(Datum datum) {
        Instant now = context.time().instant();
        String key = datum.metric().key();
        MetricRow row = metrics.get(key).orElseGet(() -> add(key, datum.metric(), now));
        if (row.lastPut().plus(FRESH).isBefore(now)) {
            metrics.put(key, row.putAt(now));
        }
        for (Tier tier : Tier.values()) {
            if (datum.high() || tier != Tier.SECOND) {
                put(row, tier, datum, now);
            }
        }
    }

    private MetricRow add(String key, MetricName name, Instant now) {
        long number = counter.get("next").orElse(0L);
        counter.put("next", number + 1);
        MetricRow row = new MetricRow(number, name, now);
        metrics.put(key, row);
        return row;
    }

    private void put(MetricRow row, Tier tier, Datum datum, Instant now) {
        long second = datum.time().getEpochSecond();
        long at = Math.floorDiv(second, tier.step()) * tier.step();
        String key = key(row, tier, tier.blockOf(second));
        Optional<Block> block = blocks.get(key);
        if (block.isEmpty()) {
            forget(row, tier, now);
        }
        blocks.put(key, block.orElse(Block.EMPTY).plus(new Slot(at, datum.unit(), datum.stats())));
    }

    private static String key(MetricRow row, Tier tier, long block) {
        return prefix(row, tier) + String.format(Locale.ROOT, "%013d", block);
    }

    private static String prefix(MetricRow row, Tier tier) {
        return prefix(row) + tier.step() + "/";
    }

    private static String prefix(MetricRow row) {
        return String.format(Locale.ROOT, "%010d/", row.number());
    }

    /** Drops a metric's blocks that are too old for their tier. */
    private void forget(MetricRow row, Tier tier, Instant now) {
        String prefix = prefix(row, tier);
        String limit = key(row, tier, tier.blockOf(now.minus(tier.kept()).getEpochSecond()));
        Optional<Map.Entry<String, Block>> first = blocks.ceiling(prefix);
        while (first.isPresent()
                && first.get().getKey().startsWith(prefix)
                && first.get().getKey().compareTo(limit) < 0) {
            blocks.remove(first.get().getKey());
            first = blocks.ceiling(prefix);
        }
    }

    /** Drops what is too old, and metrics of which nothing is left. */
    void forget() {
        Instant now = context.time().instant();
        for (String key : metrics.keys()) {
            context.store().write(() -> metrics.get(key).ifPresent(row -> {
                for (Tier tier : Tier.values()) {
                    forget(row, tier, now);
                }
                boolean any = blocks.ceiling(prefix(row))
                        .filter(block -> block.getKey().startsWith(prefix(row)))
                        .isPresent();
                if (!any) {
                    metrics.remove(key);
                }
            }));
        }
    }

    /**
     * The data points of a metric in a stretch of time, in order, each from the finest tier that still has it.
     *
     * @param period of the statistics that are wanted; only those of less than a minute need the finest tier
     */
    List<Slot> read(MetricName name, Instant from, Instant to, long period) {
        return context.store().read(() -> metrics.get(name.key())
                .map(row -> read(row, from.getEpochSecond(), to.getEpochSecond(), period))
                .orElse(List.of()));
    }

    private boolean hasSeconds(MetricRow row) {
        String prefix = prefix(row, Tier.SECOND);
        return blocks.ceiling(prefix)
                .filter(block -> block.getKey().startsWith(prefix))
                .isPresent();
    }

    private List<Slot> read(MetricRow row, long from, long to, long period) {
        List<Slot> found = new ArrayList<>();
        long now = context.time().instant().getEpochSecond();
        Tier[] tiers = Tier.values();
        int finest = period < 60 && hasSeconds(row) ? 0 : 1;
        for (int i = tiers.length - 1; i >= finest; i--) {
            // A tier answers for what finer ones no longer have. Its steps begin at whole hours, as do theirs ends.
            if (tiers[i].step() > Math.max(period, 60)) {
                continue;
            }
            long begin = i == tiers.length - 1 ? Long.MIN_VALUE : edge(tiers[i], now);
            long end = i == finest ? Long.MAX_VALUE : edge(tiers[i - 1], now);
            read(row, tiers[i], Math.max(from, begin), Math.min(to, end), found);
        }
        return found;
    }

    private static long edge(Tier tier, long now) {
        return Math.floorDiv(now - tier.kept().toSeconds(), 3_600) * 3_600 + (tier == Tier.SECOND ? 3_600 : 0);
    }

    private void read(MetricRow row, Tier tier, long from, long to, List<Slot> into) {
        if (from >= to) {
            return;
        }
        String end = key(row, tier, Math.min(to, 1L << 40));
        String next = key(row, tier, tier.blockOf(Math.max(from, 0)));
        for (Optional<Map.Entry<String, Block>> block = blocks.ceiling(next);
                block.isPresent() && block.get().getKey().compareTo(end) < 0;
                block = blocks.ceiling(block.get().getKey() + "!")) {
            for (Slot slot : block.get().getValue().slots()) {
                if (slot.at() >= from && slot.at() < to) {
                    into.add(slot);
                }
            }
        }
    }
}
