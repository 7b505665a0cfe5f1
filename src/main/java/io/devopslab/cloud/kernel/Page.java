package io.devopslab.cloud.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. Its token names the last item shown, so that a listing goes on where it was although
 * items came or went meanwhile; it means nothing to a client.
 *
 * @param nextToken present when there is more
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

    /**
     * @param all everything, in the order of the listing
     * @param key what tells an item from all others
     * @param token where to go on, as an earlier page gave it; absent for the first page
     * @param limit how many items at most
     * @throws IllegalArgumentException for a token that no page gave
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token, int limit) {
        int from = token == null ? 0 : after(all, key, decode(token));
        int to = Math.min(all.size(), from + limit);
        Optional<String> next = to < all.size() && to > 0
                ? Optional.of(encode((to - 1) + ":" + key.apply(all.get(to - 1))))
                : Optional.empty();
        return new Page<>(List.copyOf(all.subList(from, to)), next);
    }

    private static <T> int after(List<T> all, Function<T, String> key, String place) {
        int colon = place.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("The token is not one of a listing.");
        }
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(place.substring(colon + 1))) {
                return i + 1;
            }
        }
        // The item is gone; those behind it have moved up into its place.
        return Math.min(Math.max(Integer.parseInt(place.substring(0, colon)), 0), all.size());
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
