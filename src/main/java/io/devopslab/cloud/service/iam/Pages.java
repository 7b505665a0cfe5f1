package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Constraints;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** IAM's way of paging: {@code Marker} and {@code MaxItems}. */
final class Pages {

    private Pages() {}

    /**
     * One page.
     *
     * @param marker what the next request must carry; null on the last page
     */
    record Page<T>(List<T> items, @Nullable String marker) {
        boolean truncated() {
            return marker != null;
        }
    }

    /**
     * The page after {@code marker}.
     *
     * @param items all, in the order in which they are listed
     * @param id tells the items apart, and stays the same between two requests
     */
    static <T> Page<T> of(List<T> items, Function<T, String> id, @Nullable String marker, @Nullable Integer maxItems) {
        Constraints.withoutValues().range("maxItems", maxItems, 1, 1000).orThrow(IamErrors::validation);
        try {
            io.devopslab.cloud.kernel.Page<T> page =
                    io.devopslab.cloud.kernel.Page.of(items, id, marker, maxItems == null ? 100 : maxItems);
            return new Page<>(page.items(), page.nextToken().orElse(null));
        } catch (IllegalArgumentException e) {
            throw IamErrors.validation("Invalid Marker.");
        }
    }
}
