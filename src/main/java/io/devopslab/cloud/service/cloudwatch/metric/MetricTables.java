package io.devopslab.cloud.service.cloudwatch.metric;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.cloudwatch.metric.Block.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of a scope and their data. Each data point lies in one tier; when it is too old for that it moves on to
 * the next one, where it becomes part of a coarser point. Blocks of the same time lie together, whatever their metric,
 * so that what is written together is written to one place.
 */
final class MetricTables {

    /** How exactly it is kept when a metric last got data; a row less to write for most data. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** Data may come from so far ahead. */
    private static final Duration AHEAD = Duration.ofHours(3);

    /** What is too old for its tier moves on within this time. */
    private static final Duration LEFT_OVER = Duration.ofHours(8);

    private static final long HOUR = 3_600;

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
        long second = datum.time().getEpochSecond();
        Tier tier = datum.high() && second >= edge(Tier.SECOND) ? Tier.SECOND : Tier.MINUTE;
        put(row.number(), tier, new Slot(second, datum.unit(), datum.stats()));
    }

    private MetricRow add(String key, MetricName name, Instant now) {
        long number = counter.get("next").orElse(0L);
        counter.put("next", number + 1);
        MetricRow row = new MetricRow(number, name, now);
        metrics.put(key, row);
        return row;
    }

    private void put(long metric, Tier tier, Slot slot) {
        long at = Math.floorDiv(slot.at(), tier.step()) * tier.step();
        String key = key(tier, tier.blockOf(at), metric);
        blocks.put(key, blocks.get(key).orElse(Block.EMPTY).plus(new Slot(at, slot.unit(), slot.stats())));
    }

    private static String key(Tier tier, long block, long metric) {
        return prefix(tier) + String.format(Locale.ROOT, "%013d/%010d", block, metric);
    }

    private static String prefix(Tier tier) {
        return String.format(Locale.ROOT, "%05d/", tier.step());
    }

    /** The moment from which on a tier answers, in seconds; before it the next one does. Always a full hour. */
    private long edge(Tier tier) {
        long oldest = context.time().instant().getEpochSecond() - tier.kept().toSeconds();
        return Math.floorDiv(oldest, HOUR) * HOUR;
    }

    /** Moves on what is too old for its tier, and drops what no tier keeps. Each block is a change of its own. */
    void age() {
        Tier[] tiers = Tier.values();
        for (int i = 0; i < tiers.length; i++) {
            Optional<Tier> next = i + 1 < tiers.length ? Optional.of(tiers[i + 1]) : Optional.empty();
            Tier tier = tiers[i];
            // The block in which the edge lies stays as a whole.
            String limit = key(tier, tier.blockOf(edge(tier)), 0);
            while (moveFirst(tier, limit, next)) {
                // There may be more.
            }
        }
        Instant oldest = Instant.ofEpochSecond(edge(Tier.HOUR));
        for (String key : metrics.keys()) {
            context.store().write(() -> metrics.get(key)
                    .filter(row -> row.lastPut().isBefore(oldest))
                    .ifPresent(row -> metrics.remove(key)));
        }
    }

    private boolean moveFirst(Tier tier, String limit, Optional<Tier> next) {
        return context.store().write(() -> {
            Optional<Map.Entry<String, Block>> first =
                    blocks.ceiling(prefix(tier)).filter(block -> block.getKey().compareTo(limit) < 0);
            first.ifPresent(block -> {
                long metric =
                        Long.parseLong(block.getKey().substring(block.getKey().lastIndexOf('/') + 1));
                next.ifPresent(coarser -> block.getValue().slots().forEach(slot -> put(metric, coarser, slot)));
                blocks.remove(block.getKey());
            });
            return first.isPresent();
        });
    }

    /**
     * The data points of a metric in a stretch of time, in order.
     *
     * @param period seconds of the statistics that are wanted; points that are coarser than that are left out, but for
     *     those of a minute
     */
    List<Slot> read(MetricName name, Instant from, Instant to, long period) {
        return context.store().read(() -> metrics.get(name.key())
                .map(row -> read(row.number(), from.getEpochSecond(), to.getEpochSecond(), Math.max(period, 60)))
                .orElse(List.of()));
    }

    private List<Slot> read(long metric, long from, long to, long period) {
        List<Slot> found = new ArrayList<>();
        Tier[] tiers = Tier.values();
        for (int i = 0; i < tiers.length; i++) {
            // What is about to move on is shown as if it had, or not at all.
            boolean old = i + 1 < tiers.length && tiers[i + 1].step() <= period;
            long begin = old ? from : Math.max(from, edge(tiers[i]));
            if (tiers[i].step() <= period) {
                read(metric, tiers[i], begin, to, found);
            }
        }
        found.sort(Comparator.comparingLong(Slot::at));
        return found;
    }

    private void read(long metric, Tier tier, long from, long to, List<Slot> into) {
        long first = Math.max(from, edge(tier) - LEFT_OVER.toSeconds());
        long last = Math.min(to, context.time().instant().plus(AHEAD).getEpochSecond());
        for (long block = tier.blockOf(first); block < last; block += tier.block()) {
            blocks.get(key(tier, block, metric)).ifPresent(found -> found.slots().stream()
                    .filter(slot -> slot.at() >= from && slot.at() < to)
                    .forEach(into::add));
        }
    }
}
