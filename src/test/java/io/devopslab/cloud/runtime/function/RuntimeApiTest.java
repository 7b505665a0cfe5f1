package io.devopslab.cloud.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class RuntimeApiTest {

    /** A runtime may give up before its first call has arrived: on a busy machine it is quicker than the cloud. */
    @Test
    void what_a_runtime_failed_with_at_its_start_answers_a_call_that_comes_later() throws Exception {
        try (RuntimeApi api = new RuntimeApi(invocation -> 0L)) {
            String failure = "{\"errorType\":\"Runtime.ImportModuleError\"}";
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + api.address() + "/2018-06-01/runtime/init/error"))
                    .POST(HttpRequest.BodyPublishers.ofString(failure))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);

            Invocation late = new Invocation(new FunctionEvent("r", "{}", "arn", "", ""));
            api.offer(late);

            assertThat(late.outcome()).isCompletedWithValue(Outcome.failedInit(failure));
        }
    }
}
