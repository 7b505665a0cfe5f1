package io.devopslab.bench;

import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.DaemonServer;
import io.devopslab.target.embedded.Daemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A signed read over HTTP, through all that a daemon does with it; the sample mode tells the 99th percentile. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class SignedReadBenchmark {

    private Path home = Path.of("");
    private Thread daemon = new Thread(() -> {});
    private Optional<SignedRead> read = Optional.empty();

    /** Serves a cloud with one parameter in it. */
    @Setup(Level.Trial)
    public void serve() throws IOException, InterruptedException {
        home = Files.createTempDirectory("lab-bench");
        DaemonOptions options = new DaemonOptions(0, "123456789012", "eu-west-1", 1, true, Duration.ofHours(1));
        daemon = new Thread(() -> new DaemonServer(home, options, Optional.empty()).run(), "daemon");
        daemon.setDaemon(true);
        daemon.start();
        Daemons daemons = new Daemons(home);
        while (daemons.running().isEmpty() && daemon.isAlive()) {
            daemon.join(20);
        }
        DaemonAddress address = daemons.running().orElseThrow();
        AwsBasicCredentials credentials = daemons.credentials().orElseThrow();
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(address.endpoint())
                .region(Region.of(address.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            ssm.putParameter(parameter ->
                    parameter.name(SignedRead.PARAMETER).value("a value").type(ParameterType.STRING));
        }
        read = Optional.of(new SignedRead(address.endpoint(), credentials, address.region()));
    }

    /** Lets go of the connection; the daemon ends with the process of the benchmark. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        read.orElseThrow().close();
    }

    @Benchmark
    public int signedRead() throws IOException {
        return read.orElseThrow().read();
    }
}
