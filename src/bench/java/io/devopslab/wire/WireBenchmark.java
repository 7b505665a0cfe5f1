package io.devopslab.wire;

import com.sun.net.httpserver.Headers;
import io.devopslab.wire.auth.AuthMode;
import io.devopslab.wire.auth.RequestVerifier;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Spool;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.route.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the wire does before a service is called: the signature is verified, the operation is found. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

    private static final String BODY = "{\"Name\":\"/bench/read\"}";

    private final Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final InstantSource still = () -> now;
    private final Spool spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")), 1 << 20, 1 << 20);
    private final RequestVerifier verifier = new RequestVerifier(
            id -> Optional.of(TestWire.KEY).filter(key -> key.id().equals(id)),
            AuthMode.VERIFIED,
            TestWire.ACCOUNT,
            still);
    private final WireRequest json = signed();
    private final WireRequest rest =
            new WireRequest("GET", "/2015-03-31/functions/shop/versions", "MaxItems=10", new Headers(), Body.EMPTY);
    private final Router router = new Router(List.of(
            SsmClient.class,
            LambdaClient.class,
            S3Client.class,
            IamClient.class,
            CodePipelineClient.class,
            CloudFormationClient.class));

    private WireRequest signed() {
        Signer signer = new Signer(TestWire.KEY, "ssm", now);
        Map<String, String> headers = new TreeMap<>(Map.of(
                "content-type", "application/x-amz-json-1.1",
                "host", "localhost:4560",
                "x-amz-date", signer.time(),
                "x-amz-target", "AmazonSSM.GetParameter"));
        Headers sent = new Headers();
        headers.forEach(sent::set);
        sent.set("Authorization", signer.authorize("POST", "/", "", headers, Signer.sha256(BODY)));
        return new WireRequest("POST", "/", "", sent, Body.EMPTY);
    }

    @Benchmark
    public RequestVerifier.Verified verifySignature() throws IOException {
        return verifier.verify(json, new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8)), spool);
    }

    @Benchmark
    public Router.Route routeByTarget() {
        return router.route(json, router.protocol(json, Optional.of("ssm")), Optional.of("ssm"), Parameters.parse(""));
    }

    @Benchmark
    public Router.Route routeByPath() {
        return router.route(
                rest, router.protocol(rest, Optional.of("lambda")), Optional.of("lambda"), Parameters.parse(""));
    }
}
