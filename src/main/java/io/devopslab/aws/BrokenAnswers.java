package io.devopslab.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that throws the same for every answer that is broken. The SDK's own wraps what it meets when it opens an
 * answer's body, for example one that is no HTTP, and the SDK neither tries that again nor takes it for a failure of the network.
 */
record BrokenAnswers(SdkHttpClient http) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (UncheckedIOException e) {
                    throw new IOException(String.valueOf(e.getMessage()), e);
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** What the SDK tells services of itself. */
    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
