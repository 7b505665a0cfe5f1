package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    @Test
    void the_same_seed_gives_the_same_identifiers() {
        assertThat(some(new Ids(new SplittableRandom(7)))).isEqualTo(some(new Ids(new SplittableRandom(7))));
    }

    private static List<String> some(Ids ids) {
        return List.of(ids.uuid(), ids.hex(8), ids.upper(16), ids.alphanumeric(12));
    }

    /** Sources with a seed are not made for several threads: two that asked at once would get the same name. */
    @Test
    void one_thread_at_a_time_asks_the_source() throws Exception {
        AtomicBoolean busy = new AtomicBoolean();
        AtomicInteger met = new AtomicInteger();
        RandomGenerator source = () -> {
            boolean alone = busy.compareAndSet(false, true);
            met.addAndGet(alone ? 0 : 1);
            Thread.yield();
            busy.set(false);
            return met.get();
        };
        Ids ids = new Ids(source);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<String> ask = () -> {
                for (int i = 0; i < EACH; i++) {
                    ids.hex(1);
                }
                return ids.uuid();
            };
            for (Future<String> future : threads.invokeAll(Collections.nCopies(THREADS, ask))) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(met).hasValue(0);
    }
}
