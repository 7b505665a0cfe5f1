package io.devopslab.bench;

import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.Daemons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** How many signed reads a running daemon answers: {@code SignedReads LAB_HOME SECONDS CONNECTIONS}. */
public final class SignedReads {

    private SignedReads() {}

    /** Prints one line: reads a second, and the times that half and 99 in 100 of them stay under. */
    public static void main(String[] args) throws Exception {
        Daemons daemons = new Daemons(Path.of(args[0]));
        DaemonAddress daemon = daemons.running().orElseThrow();
        AwsBasicCredentials credentials = daemons.credentials().orElseThrow();
        prepare(daemon, credentials);
        long seconds = Long.parseLong(args[1]);
        int connections = Integer.parseInt(args[2]);
        load(daemon, credentials, seconds, connections);
        long[] nanos = load(daemon, credentials, seconds, connections);
        System.out.printf(
                Locale.ROOT,
                "%d connections: %d reads/s, p50 %.2f ms, p99 %.2f ms%n",
                connections,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    private static void prepare(DaemonAddress daemon, AwsBasicCredentials credentials) {
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(daemon.endpoint())
                .region(Region.of(daemon.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            ssm.putParameter(parameter -> parameter
                    .name(SignedRead.PARAMETER)
                    .value("a value")
                    .type(ParameterType.STRING)
                    .overwrite(true));
        }
    }

    /** The times of all reads, sorted. */
    private static long[] load(DaemonAddress daemon, AwsBasicCredentials credentials, long seconds, int connections)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> results = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                results.add(threads.submit(() -> times(daemon, credentials, seconds)));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> result : results) {
                all.add(result.get());
            }
            return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] times(DaemonAddress daemon, AwsBasicCredentials credentials, long seconds)
            throws IOException {
        long[] times = new long[1_000_000];
        int count = 0;
        try (SignedRead read = new SignedRead(daemon.endpoint(), credentials, daemon.region())) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (long now = System.nanoTime(); now < end && count < times.length; count++) {
                read.read();
                long after = System.nanoTime();
                times[count] = after - now;
                now = after;
            }
        }
        return Arrays.copyOf(times, count);
    }
}
