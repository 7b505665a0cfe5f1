package io.devopslab.cloud.service.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What came of many clients that did the same at the same time.
 *
 * @param wins what the calls gave that succeeded
 * @param errors of the others
 */
record Race<T>(List<T> wins, List<AwsServiceException> errors) {

    static final int CLIENTS = 64;

    private static final int PATIENCE_SECONDS = 90;

    /** Lets each client make its call, all at once. Anything but an answer or an error of AWS fails the test. */
    static <T> Race<T> run(IntFunction<T> call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            CyclicBarrier start = new CyclicBarrier(CLIENTS);
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                calls.add(threads.submit(() -> {
                    start.await();
                    return call.apply(client);
                }));
            }
            return collect(calls);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Race<T> collect(List<Future<T>> calls) throws InterruptedException {
        Race<T> race = new Race<>(new ArrayList<>(), new ArrayList<>());
        for (Future<T> call : calls) {
            try {
                race.wins().add(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AwsServiceException error)) {
                    throw new AssertionError("A client met " + e.getCause(), e.getCause());
                }
                race.errors().add(error);
            } catch (TimeoutException e) {
                throw new AssertionError("A client has waited for " + PATIENCE_SECONDS + " s.", e);
            }
        }
        return race;
    }

    /** The one that won; all others got one of these errors. */
    T onlyWinner(String... errorCodes) {
        hasErrors(errorCodes);
        assertThat(wins).as("the calls that succeeded").hasSize(1);
        return wins.get(0);
    }

    /** All others got one of these errors. */
    Race<T> hasErrors(String... errorCodes) {
        assertThat(errors.stream()
                        .map(error -> error.awsErrorDetails().errorCode())
                        .collect(Collectors.toSet()))
                .as("the errors, such as %s", errors.stream().findAny())
                .isSubsetOf(errorCodes);
        return this;
    }

    /** What the calls gave, none of which failed. */
    List<T> all() {
        assertThat(errors).isEmpty();
        return wins;
    }
}
