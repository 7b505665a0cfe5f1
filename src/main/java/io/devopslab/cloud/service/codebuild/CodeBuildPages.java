package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of listings, with CodeBuild's error for a token that is none. */
final class CodeBuildPages {

    private CodeBuildPages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token, int limit) {
        try {
            return Page.of(all, key, token, limit);
        } catch (IllegalArgumentException e) {
            throw CodeBuildErrors.invalid("Invalid nextToken: " + token);
        }
    }
}
