package io.devopslab.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Outcome.Failure;
import io.devopslab.aws.Outcome.Kind;
import io.devopslab.aws.shape.ShapeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.paginators.GetParametersByPathIterable;

class OperationsTest {

    private final List<Object> requests = new ArrayList<>();

    private Operations operations() {
        return new Operations(new FakeClients()
                .with(SsmClient.class, new Parameters())
                .with(LambdaClient.class, new Functions())
                .with(S3Client.class, new Buckets()));
    }

    @Test
    void an_operation_is_called_by_its_name() {
        ObjectNode output = operations().get("ssm", "GetParameter", Input.of("Name", "/x"));
        assertThat(output).isEqualTo(Input.of("Parameter", Input.of("Name", "/x", "Value", "1")));
    }

    @Test
    void an_unknown_member_is_an_error_with_the_nearest_one() {
        assertThatThrownBy(() -> operations().call("ssm", "GetParameter", Input.of("Nam", "/x")))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("did you mean 'Name'?");
    }

    @Test
    void a_member_of_the_wrong_type_is_an_error() {
        assertThatThrownBy(() -> operations().call("ssm", "GetParameter", Input.of("Name", List.of("/x"))))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void pages_are_joined() {
        Outcome outcome = operations().callAll(OperationName.parse("ssm:GetParametersByPath"), Input.of("Path", "/"));
        assertThat(outcome.orThrow().path("Parameters").findValuesAsText("Name"))
                .containsExactly("0", "1", "2");
        assertThat(outcome.orThrow().has("NextToken")).isFalse();
    }

    @Test
    void the_payload_of_a_function_is_json_both_ways() {
        ObjectNode output =
                operations().get("lambda", "Invoke", Input.of("FunctionName", "f", "Payload", Input.of("path", "/")));
        assertThat(output.path("Payload").path("body").asText()).isEqualTo("hi");
        assertThat(output.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(((InvokeRequest) requests.get(0)).payload().asUtf8String()).isEqualTo("{\"path\":\"/\"}");
    }

    @Test
    void streamed_contents_are_text() {
        ObjectNode output = operations().get("s3api", "GetObject", Input.of("Bucket", "b", "Key", "k"));
        assertThat(output).isEqualTo(Input.of("ContentType", "text/plain", "Body", "content of k"));
        operations().get("s3", "PutObject", Input.of("Bucket", "b", "Key", "k", "Body", "new"));
        assertThat(requests).contains("new");
    }

    @ParameterizedTest
    @CsvSource({
        "ParameterNotFound, 400, REJECTED",
        "ThrottlingException, 400, THROTTLED",
        "TooManyRequestsException, 429, THROTTLED",
        "AccessDeniedException, 400, DENIED",
        "ExpiredTokenException, 400, CREDENTIALS",
        "InvalidClientTokenId, 403, CREDENTIALS",
        "InternalServerError, 500, OUTAGE",
        "ServiceUnavailable, 503, OUTAGE",
        "NotImplemented, 501, UNSUPPORTED"
    })
    void a_failure_says_whose_it_is(String code, int status, Kind kind) {
        Outcome outcome = operations().call("ssm", "GetParameter", Input.of("Name", "fail " + code + " " + status));
        assertThat(outcome).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.status()).isEqualTo(status);
        });
    }

    @Test
    void what_is_not_there_is_told_apart_from_what_does_not_answer() {
        assertThat(kind(operations().call("ssm", "PutParameter", Input.of()))).isEqualTo(Kind.UNSUPPORTED);
        assertThat(kind(operations().call("iam", "ListUsers", Input.of()))).isEqualTo(Kind.UNSUPPORTED);
        assertThat(kind(operations().call("ssm", "GetParameter", Input.of("Name", "network"))))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(operations().call("ssm", "GetParameter", Input.of("Name", "bug"))))
                .isEqualTo(Kind.OUTAGE);
    }

    private static Kind kind(Outcome outcome) {
        return ((Failure) outcome).kind();
    }

    private static final class Parameters implements SsmClient {

        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            String name = request.name();
            if (name.startsWith("fail ")) {
                List<String> words = List.of(name.split(" ", -1));
                throw SsmException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(words.get(1))
                                .errorMessage("no")
                                .build())
                        .statusCode(Integer.parseInt(words.get(2)))
                        .build();
            }
            if (name.equals("network")) {
                throw SdkClientException.create("Unable to execute HTTP request: Connection refused");
            }
            if (name.equals("bug")) {
                throw new IllegalStateException("bug");
            }
            Parameter parameter = Parameter.builder().name(name).value("1").build();
            return GetParameterResponse.builder().parameter(parameter).build();
        }

        @Override
        public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest request) {
            int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            Parameter parameter = Parameter.builder().name("" + page).build();
            GetParametersByPathResponse.Builder response =
                    GetParametersByPathResponse.builder().parameters(parameter);
            return page < 2 ? response.nextToken("" + (page + 1)).build() : response.build();
        }

        @Override
        public GetParametersByPathIterable getParametersByPathPaginator(GetParametersByPathRequest request) {
            return new GetParametersByPathIterable(this, request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Functions implements LambdaClient {

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            requests.add(request);
            return InvokeResponse.builder()
                    .statusCode(200)
                    .payload(SdkBytes.fromUtf8String("{\"body\": \"hi\"}"))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Buckets implements S3Client {

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            GetObjectResponse response =
                    GetObjectResponse.builder().contentType("text/plain").build();
            byte[] content = ("content of " + request.key()).getBytes(StandardCharsets.UTF_8);
            AbortableInputStream stream = AbortableInputStream.create(new ByteArrayInputStream(content));
            return transform(transformer, response, stream);
        }

        private <T> T transform(
                ResponseTransformer<GetObjectResponse, T> transformer,
                GetObjectResponse response,
                AbortableInputStream stream) {
            try {
                return transformer.transform(response, stream);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try (var stream = body.contentStreamProvider().newStream()) {
                requests.add(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            return PutObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "PipelineNotFoundException",
                "NoSuchBucket",
                "RepositoryDoesNotExistException",
                "AWS.SimpleQueueService.NonExistentQueue"
            })
    void each_service_s_word_for_what_is_not_there_is_understood(String code) {
        assertThat(new Outcome.Failure(new OperationName("x", "Y"), Outcome.Kind.REJECTED, code, "", 400).isNotFound())
                .isTrue();
    }
}
