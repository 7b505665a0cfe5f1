package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of SNS's listings, a hundred items each. */
final class SnsPages {

    private static final int SIZE = 100;

    private SnsPages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token) {
        try {
            return Page.of(all, key, token == null || token.isEmpty() ? null : token, SIZE);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("NextToken");
        }
    }
}
