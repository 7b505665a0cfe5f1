package io.devopslab.cloud.service.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ServiceException;

/** Functions get the event that they know, also when Lambda fails at first. */
final class SnsLambdaTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";

    private static final class Functions implements LambdaClient {
        final List<InvokeRequest> invoked = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger(5);

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            if (failures.getAndDecrement() > 0) {
                throw Errors.of(ServiceException.builder(), "ServiceException", 500, "Try again.");
            }
            invoked.add(request);
            return InvokeResponse.builder().statusCode(202).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Test
    void a_function_is_invoked_with_the_event_of_sns(@TempDir Path directory) throws Exception {
        Functions functions = new Functions();
        try (Store store = Store.inMemory()) {
            ServiceContext context = TestContext.over(store, directory);
            SnsService sns = new SnsService(context, () -> functions, () -> {
                throw new IllegalArgumentException("no SQS");
            });
            String topic = sns.createTopic(r -> r.name("functions")).topicArn();
            sns.subscribe(r -> r.topicArn(topic).protocol("lambda").endpoint(FUNCTION));

            sns.publish(r -> r.topicArn(topic).message("hello"));
            context.time().advance(Duration.ofMinutes(1));
            context.time().close();
        }
        assertThat(functions.invoked).hasSize(1);
        InvokeRequest request = functions.invoked.get(0);
        assertThat(request.functionName()).isEqualTo(FUNCTION);
        assertThat(request.invocationType()).isEqualTo(InvocationType.EVENT);
        JsonNode event = new ObjectMapper()
                .readTree(request.payload().asUtf8String())
                .path("Records")
                .path(0);
        assertThat(event.path("EventSource").asText()).isEqualTo("aws:sns");
        assertThat(event.path("Sns").path("Message").asText()).isEqualTo("hello");
        assertThat(event.path("Sns").path("Subject").isNull()).isTrue();
        assertThat(event.path("Sns").path("MessageAttributes").isObject()).isTrue();
        assertThat(event.path("Sns").path("SigningCertUrl").asText()).endsWith(".pem");
    }
}
