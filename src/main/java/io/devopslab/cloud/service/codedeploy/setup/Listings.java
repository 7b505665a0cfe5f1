package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a hundred; no listing of CodeDeploy lets its caller choose. */
public final class Listings {

    private static final int SIZE = 100;

    private Listings() {}

    public static <T> Page<T> page(List<T> all, Function<T, String> key, @Nullable String token) {
        try {
            return Page.of(all, key, token, SIZE);
        } catch (IllegalArgumentException e) {
            throw CodeDeployErrors.invalidToken();
        }
    }
}
