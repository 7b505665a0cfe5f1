package io.devopslab.cloud;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Requests at a steady rate, whether the earlier ones were answered or not, for benchmarks: each has its own moment, and
 * a late answer counts from that moment.
 */
public final class SteadyLoad {

    private final int rate;
    private final int clients;
    private final Callable<String> request;
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    /**
     * @param rate requests a second
     * @param clients how many wait for answers at once
     * @param request makes a request and gives what came of it, for counting
     */
    public SteadyLoad(int rate, int clients, Callable<String> request) {
        this.rate = rate;
        this.clients = clients;
        this.request = request;
    }

    /** How often which answer came, and how long answers took, in microseconds. */
    public record Result(Map<String, Integer> answers, long median, long p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "median %,d us, p99 %,d us, %s", median, p99, answers);
        }
    }

    /** Sends that many requests and waits for all answers. */
    public Result run(int requests) throws InterruptedException {
        return run(requests, () -> false);
    }

    /**
     * @param requests how many at least
     * @param goesOn whether more are to follow
     */
    public Result run(int requests, BooleanSupplier goesOn) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        Queue<Long> taken = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            threads.execute(() -> {
                for (int i = next.getAndIncrement();
                        i < requests || goesOn.getAsBoolean();
                        i = next.getAndIncrement()) {
                    long due = begun + (long) i * TimeUnit.SECONDS.toNanos(1) / rate;
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    count();
                    taken.add(System.nanoTime() - due);
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The load does not end.");
        }
        long[] nanos = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.getAndSet(0)));
        answers.clear();
        return new Result(counts, nanos[nanos.length / 2] / 1_000, nanos[nanos.length * 99 / 100] / 1_000);
    }

    private void count() {
        String answer;
        try {
            answer = request.call();
        } catch (Exception e) {
            answer = "no answer: " + e;
        }
        answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
    }
}
