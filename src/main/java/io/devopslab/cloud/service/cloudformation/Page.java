package io.devopslab.cloud.service.cloudformation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list. The token names the last element of the page before, so that what comes and goes between
 * two pages moves nobody else.
 */
record Page<T>(List<T> items, Optional<String> nextToken) {

    /** The page after the one whose {@code NextToken} is given, or the first. */
    static <T> Page<T> of(List<T> all, @Nullable String token, int size, Function<T, String> key) {
        int start = token == null ? 0 : after(all, decode(token), key);
        int end = Math.min(all.size(), start + size);
        List<T> items = all.subList(start, end);
        return new Page<>(
                items,
                end < all.size() ? Optional.of(encode(key.apply(items.get(items.size() - 1)))) : Optional.empty());
    }

    private static <T> int after(List<T> all, String last, Function<T, String> key) {
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(last)) {
                return i + 1;
            }
        }
        throw Problems.validation("The specified NextToken is not valid");
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problems.validation("The specified NextToken is not valid");
        }
    }
}
