package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of the listings of CloudWatch Logs, and its word for a token that is none. */
final class LogPages {

    private LogPages() {}

    /**
     * @param limit how many items at most; absent for {@code most}
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException for a token that no page
     *     gave
     */
    static <T> Page<T> of(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer limit, int most) {
        try {
            return Page.of(all, key, token, limit == null ? most : limit);
        } catch (IllegalArgumentException e) {
            throw LogErrors.badToken();
        }
    }
}
