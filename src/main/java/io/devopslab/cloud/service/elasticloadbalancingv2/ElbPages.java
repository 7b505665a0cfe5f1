package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of 400 items at most. */
final class ElbPages {

    private static final int MOST = 400;

    private ElbPages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String marker, @Nullable Integer size) {
        if (size != null && (size < 1 || size > MOST)) {
            throw ElbErrors.validation("1 validation error detected: Value '" + size
                    + "' at 'pageSize' failed to satisfy constraint: Member must have value "
                    + (size < 1 ? "greater than or equal to 1" : "less than or equal to " + MOST));
        }
        try {
            return Page.of(all, key, marker == null || marker.isEmpty() ? null : marker, size == null ? MOST : size);
        } catch (IllegalArgumentException e) {
            throw ElbErrors.validation("Invalid marker");
        }
    }
}
