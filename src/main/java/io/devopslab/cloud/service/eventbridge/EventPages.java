package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of EventBridge's listings: a hundred items at most, and its word for a token that is none. */
final class EventPages {

    private static final int LARGEST = 100;

    private EventPages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer limit) {
        try {
            return Page.of(all, key, token, limit == null ? LARGEST : limit);
        } catch (IllegalArgumentException e) {
            throw EventBridgeErrors.validation("Parameter NextToken is not valid.");
        }
    }
}
