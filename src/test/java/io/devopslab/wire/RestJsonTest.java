package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** AWS restJson1 under the SDK's own client of Lambda. */
final class RestJsonTest {

    private static final FakeLambda FUNCTIONS = new FakeLambda();
    private static final TestWire WIRE = TestWire.of(FUNCTIONS);
    private final LambdaClient client = WIRE.client(LambdaClient.builder());

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    @Test
    void a_body_of_members_is_read_and_written() {
        SdkBytes zip = SdkBytes.fromByteArray(new byte[] {80, 75, 3, 4, -1});

        var created = client.createFunction(r -> r.functionName("f")
                .code(c -> c.zipFile(zip))
                .environment(e -> e.variables(Map.of("K", "v\n\"ü\"")))
                .timeout(3));

        assertThat(created.functionName()).isEqualTo("f");
        assertThat(created.environment().variables()).isEqualTo(Map.of("K", "v\n\"ü\""));
        assertThat(created.timeout()).isEqualTo(3);
        assertThat(created.sdkHttpResponse().statusCode()).isEqualTo(201);
        assertThat(FUNCTIONS.created)
                .singleElement()
                .satisfies(seen -> assertThat(seen.code().zipFile()).isEqualTo(zip));
    }

    @Test
    void a_payload_is_the_whole_body_and_the_rest_are_headers() {
        var answer = client.invoke(r -> r.functionName("arn:aws:lambda:eu-west-1:123456789012:function:f")
                .qualifier("live")
                .logType("Tail")
                .payload(SdkBytes.fromUtf8String("{\"a\": [1, 2]}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(answer.functionError()).isNull();
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"a\": [1, 2]}");
        assertThat(FUNCTIONS.invoked).anySatisfy(seen -> {
            assertThat(seen.functionName()).isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:f");
            assertThat(seen.qualifier()).isEqualTo("live");
            assertThat(seen.logTypeAsString()).isEqualTo("Tail");
        });
    }

    @Test
    void a_member_may_set_the_status() {
        assertThat(client.invoke(r -> r.functionName("f").invocationType(InvocationType.EVENT))
                        .statusCode())
                .isEqualTo(202);
        assertThat(client.invoke(r -> r.functionName("fails").payload(SdkBytes.fromUtf8String("1")))
                        .functionError())
                .isEqualTo("Unhandled");
    }

    @Test
    void labels_and_query_lists_are_decoded() {
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:a b/c+d%25é";

        assertThat(client.listTags(r -> r.resource(arn)).tags()).isEqualTo(Map.of("arn", arn));
        client.untagResource(r -> r.resource(arn).tagKeys("a", "b c", "ü&="));

        assertThat(FUNCTIONS.untagged).singleElement().satisfies(seen -> assertThat(seen.tagKeys())
                .containsExactly("a", "b c", "ü&="));
    }

    @Test
    void a_deletion_answers_nothing() {
        assertThat(client.deleteFunction(r -> r.functionName("f"))
                        .sdkHttpResponse()
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_paginator_walks_all_pages() {
        assertThat(client.listFunctionsPaginator().functions().stream().map(FunctionConfiguration::functionName))
                .containsExactly("one", "two");
    }

    @Test
    void a_typed_exception_keeps_its_members() {
        assertThatThrownBy(() -> client.getFunction(r -> r.functionName("none")))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(404);
                    assertThat(e.type()).isEqualTo("User");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Function not found: none");
                });
    }

    @Test
    void what_nobody_implements_is_named() {
        assertThatThrownBy(() -> client.publishVersion(r -> r.functionName("f")))
                .isInstanceOfSatisfying(LambdaException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorMessage()).contains("Lambda:PublishVersion");
                });
    }
}
