package io.devopslab.cloud.service.codecommit.repository;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages. A token names the last item of the page before, so that items which come or go in the
 * meantime do not shift the others.
 *
 * @param list names the list; a token of another one is refused
 */
public record Pages(String list) {

    /**
     * A part of a list.
     *
     * @param token asks for the next part; null after the last one, as the SDK has it
     */
    public record Page<T>(List<T> items, @Nullable String token) {}

    public <T> Page<T> cut(List<T> items, Function<T, String> key, @Nullable String token, int size) {
        int start = token == null ? 0 : after(items, key, decode(token));
        int end = Math.min(items.size(), start + size);
        List<T> page = items.subList(start, end);
        return new Page<>(page, end < items.size() ? encode(end, key.apply(items.get(end - 1))) : null);
    }

    private record Mark(int index, String key) {}

    /** The place behind the marked item; where it has gone, the place that it had. */
    private static <T> int after(List<T> items, Function<T, String> key, Mark mark) {
        for (int i = 0; i < items.size(); i++) {
            if (key.apply(items.get(i)).equals(mark.key())) {
                return i + 1;
            }
        }
        return Math.min(Math.max(0, mark.index() - 1), items.size());
    }

    private String encode(int index, String key) {
        String text = list + "\n" + index + "\n" + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Mark decode(String token) {
        return parse(token).orElseThrow(Faults::invalidContinuationToken);
    }

    private Optional<Mark> parse(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String[] parts = text.split("\n", 3);
            return parts.length == 3 && parts[0].equals(list)
                    ? Optional.of(new Mark(Integer.parseInt(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
