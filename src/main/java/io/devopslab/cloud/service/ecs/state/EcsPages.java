package io.devopslab.cloud.service.ecs.state;

import io.devopslab.cloud.kernel.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of ARNs and names, a hundred at most. */
public final class EcsPages {

    private static final int MOST = 100;

    private EcsPages() {}

    /**
     * @param usual how many a page has when nobody says
     */
    public static Page<String> of(List<String> all, @Nullable String token, @Nullable Integer size, int usual) {
        if (size != null && (size < 1 || size > MOST)) {
            throw EcsErrors.invalid("Max results should be between 1 and " + MOST + ".");
        }
        try {
            return Page.of(
                    all, name -> name, token == null || token.isEmpty() ? null : token, size == null ? usual : size);
        } catch (IllegalArgumentException e) {
            throw EcsErrors.invalid("Invalid token: " + token);
        }
    }
}
