package io.devopslab.catalog;

import java.time.Duration;
import java.util.Map;

/**
 * A request over HTTP; all texts may hold placeholders.
 *
 * @param body empty for none
 * @param timeout of the wall clock
 */
public record HttpCall(String method, String url, Map<String, String> headers, String body, Duration timeout) {

    public HttpCall {
        headers = Map.copyOf(headers);
    }
}
