package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Systems Manager's way of paging: {@code NextToken} and {@code MaxResults}. */
final class SsmPages {

    private SsmPages() {}

    /** The page after the token. */
    static <T> Page<T> of(
            List<T> items,
            Function<T, String> id,
            @Nullable String token,
            @Nullable Integer maxResults,
            int defaultResults) {
        String place = token == null || token.isEmpty() ? null : token;
        try {
            return Page.of(items, id, place, maxResults == null ? defaultResults : maxResults);
        } catch (IllegalArgumentException e) {
            throw SsmErrors.invalidNextToken();
        }
    }
}
