package io.devopslab.cloud.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The constraints that an API's model puts on the members of a request, told in the words in which AWS's JSON
 * services tell them: "1 validation error detected: Value null at 'name' failed to satisfy constraint: …". Of a
 * member that is absent only {@link #required} complains. Used by one thread.
 */
public final class Constraints {

    private final boolean showsValues;
    private final List<String> violations = new ArrayList<>();

    /** Constraints whose messages quote the offending values, as most services do. */
    public Constraints() {
        this(true);
    }

    private Constraints(boolean showsValues) {
        this.showsValues = showsValues;
    }

    /** Constraints whose messages name the members alone, as IAM's do. */
    public static Constraints withoutValues() {
        return new Constraints(false);
    }

    public Constraints required(String path, @Nullable Object value) {
        return check(value != null, path, null, "Member must not be null");
    }

    public Constraints length(String path, @Nullable String value, int min, int max) {
        if (value != null) {
            check(value.length() >= min, path, value, "Member must have length greater than or equal to " + min);
            check(value.length() <= max, path, value, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    public Constraints size(String path, @Nullable Collection<?> value, int min, int max) {
        if (value != null) {
            check(value.size() >= min, path, value, "Member must have length greater than or equal to " + min);
            check(value.size() <= max, path, value, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    public Constraints range(String path, @Nullable Number value, long min, long max) {
        if (value != null) {
            check(value.longValue() >= min, path, value, "Member must have value greater than or equal to " + min);
            check(value.longValue() <= max, path, value, "Member must have value less than or equal to " + max);
        }
        return this;
    }

    /** What the keys and values of a map may be long; what they are is not told. */
    public Constraints entries(String path, Map<String, String> map, int longestKey, int longestValue) {
        lengths(path, "Map keys", map.keySet(), longestKey);
        return lengths(path, "Map value", map.values(), longestValue);
    }

    private Constraints lengths(String path, String what, Collection<String> texts, int longest) {
        if (!texts.stream().allMatch(text -> !text.isEmpty() && text.length() <= longest)) {
            violations.add("Value at '" + path + "' failed to satisfy constraint: " + what + " must satisfy constraint:"
                    + " [Member must have length less than or equal to " + longest
                    + ", Member must have length greater than or equal to 1]");
        }
        return this;
    }

    /** The whole value must match. */
    public Constraints pattern(String path, @Nullable String value, Pattern pattern) {
        return check(
                value == null || pattern.matcher(value).matches(),
                path,
                value,
                "Member must satisfy regular expression pattern: " + pattern.pattern());
    }

    /** The value must be one of an enum's, as it travels: {@code request.xAsString()} and {@code X.knownValues()}. */
    public Constraints oneOf(String path, @Nullable String value, Collection<?> allowed) {
        List<String> names = allowed.stream().map(String::valueOf).sorted().toList();
        return check(
                value == null || names.contains(value),
                path,
                value,
                "Member must satisfy enum value set: [" + String.join(", ", names) + "]");
    }

    private Constraints check(boolean holds, String path, @Nullable Object value, String constraint) {
        if (!holds) {
            String shown = value == null ? " null" : " '" + value + "'";
            violations.add("Value" + (showsValues ? shown : "") + " at '" + path + "' failed to satisfy constraint: "
                    + constraint);
        }
        return this;
    }

    /**
     * Ends the check.
     *
     * @param error the service's {@code ValidationException.builder()}, or its base exception's where it has none
     * @throws AwsServiceException with the code {@code ValidationException} when a constraint was broken
     */
    public void verify(AwsServiceException.Builder error) {
        orThrow(message -> Errors.of(error, "ValidationException", 400, message));
    }

    /**
     * Ends the check, for services whose error is another one.
     *
     * @param error makes the exception of the message
     */
    public void orThrow(Function<String, ? extends RuntimeException> error) {
        if (!violations.isEmpty()) {
            String count = violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
            throw error.apply(count + " detected: " + String.join("; ", violations));
        }
    }
}
