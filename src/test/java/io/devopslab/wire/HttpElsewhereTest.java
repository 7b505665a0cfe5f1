package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.devopslab.wire.auth.AuthMode;
import io.devopslab.wire.elsewhere.HttpElsewhere;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Two wires: what the first does not have, the second one does. */
class HttpElsewhereTest {

    private static final FakeLambda FUNCTIONS = new FakeLambda();
    private static final FakeS3 STORE = new FakeS3();
    private static final TestWire SECOND = TestWire.of(FUNCTIONS, STORE);
    private static final TestWire FIRST = TestWire.before(new HttpElsewhere(SECOND.uri()), new FakeCloudWatch());

    @AfterAll
    static void stop() {
        FIRST.close();
        SECOND.close();
    }

    @Test
    void what_the_first_has_not_the_second_answers_to_a_signature_of_its_own() {
        LambdaClient lambda = FIRST.client(LambdaClient.builder());

        SdkBytes payload = SdkBytes.fromUtf8String("{\"text\": \"xin chào\"}");
        assertThat(lambda.invoke(r -> r.functionName("hello").qualifier("live").payload(payload))
                        .payload())
                .isEqualTo(payload);
        assertThat(lambda.createFunction(r -> r.functionName("f").environment(e -> e.variables(Map.of("A", "b&c=d"))))
                        .environment()
                        .variables())
                .containsEntry("A", "b&c=d");
        lambda.untagResource(r ->
                r.resource("arn:aws:lambda:eu-west-1:123456789012:function:f").tagKeys("a b", "c/d+e"));
        assertThat(FUNCTIONS.untagged.get(FUNCTIONS.untagged.size() - 1).tagKeys())
                .containsExactly("a b", "c/d+e");
    }

    @Test
    void errors_arrive_as_what_they_are() {
        LambdaClient lambda = FIRST.client(LambdaClient.builder());
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> lambda.getFunction(r -> r.functionName("none")))
                .withMessageContaining("Function not found: none");
    }

    @Test
    void content_in_chunks_arrives_whole_and_comes_back() {
        S3Client s3 = FIRST.client(S3Client.builder().forcePathStyle(true));
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        s3.createBucket(r -> r.bucket("box"));
        s3.putObject(r -> r.bucket("box").key("a key/ü+1"), RequestBody.fromBytes(content));

        assertThat(STORE.objects).hasEntrySatisfying("box/a key/ü+1", stored -> assertThat(stored.content())
                .isEqualTo(content));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("box").key("a key/ü+1")).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void its_own_services_stay_its_own_and_a_wrong_signature_goes_nowhere() {
        try (CloudWatchClient own = FIRST.client(CloudWatchClient.builder())) {
            own.describeAlarms();
        }
        int before = FUNCTIONS.invoked.size();
        LambdaClient stranger = FIRST.client(LambdaClient.builder(), TestWire.EXPIRED);
        assertThatExceptionOfType(LambdaException.class)
                .isThrownBy(() -> stranger.invoke(r -> r.functionName("hello")))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
        assertThat(FUNCTIONS.invoked).hasSize(before);
    }

    @Test
    void nobody_there_is_said_with_the_address() {
        try (TestWire alone = TestWire.before(new HttpElsewhere(URI.create("http://127.0.0.1:1")), FUNCTIONS);
                SqsClient sqs = alone.client(SqsClient.builder())) {
            assertThatExceptionOfType(SqsException.class)
                    .isThrownBy(sqs::listQueues)
                    .withMessageContaining("sqs")
                    .withMessageContaining("http://127.0.0.1:1")
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
        }
    }

    @Test
    void a_cloud_that_passes_on_to_itself_says_so() throws Exception {
        try (WireServer server = WireServer.bind(0)) {
            server.serve(new WireConfig(
                    TestWire.config(AuthMode.VERIFIED, List.of(), STORE).services(),
                    id -> Optional.of(id.equals(TestWire.ACCOUNT) ? TestWire.PASSED_ON : TestWire.KEY),
                    AuthMode.VERIFIED,
                    TestWire.ACCOUNT,
                    "eu-west-1",
                    List.of(),
                    Optional.of(new HttpElsewhere(server.address())),
                    Clock.systemUTC(),
                    WireConfig.Limits.standard()));
            try (SqsClient sqs = SqsClient.builder()
                    .endpointOverride(server.address())
                    .region(Region.EU_WEST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(TestWire.KEY.id(), TestWire.KEY.secret())))
                    .build()) {
                assertThatExceptionOfType(SqsException.class)
                        .isThrownBy(sqs::listQueues)
                        .withMessageContaining("this cloud itself")
                        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(501));
            }
        }
    }
}
