package io.devopslab.cloud.service.ec2.state;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of at most a thousand items; without a size there is one page. */
public final class Ec2Pages {

    private static final int MOST = 1_000;
    private static final int LEAST = 5;

    private Ec2Pages() {}

    /**
     * Pages are for listings: a request that names instances may not give their size too (API Reference,
     * "DescribeInstances").
     */
    public static void checkCombination(List<String> instanceIds, @Nullable Integer size) {
        if (!instanceIds.isEmpty() && size != null) {
            throw Ec2Errors.of(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
    }

    public static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        if (size != null && (size < LEAST || size > MOST)) {
            throw Ec2Errors.invalid(
                    "Value ( " + size + " ) for parameter maxResults is invalid. Expecting a value between " + LEAST
                            + " and " + MOST + ".");
        }
        try {
            return Page.of(
                    all,
                    key,
                    token == null || token.isEmpty() ? null : token,
                    size == null ? Integer.MAX_VALUE / 2 : size);
        } catch (IllegalArgumentException e) {
            throw Ec2Errors.of("InvalidNextToken", "The token '" + token + "' is invalid");
        }
    }
}
