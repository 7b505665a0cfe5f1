package io.devopslab.cloud.service.ec2.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The filters of a listing: all must hold, of a filter's values one; {@code *} and {@code ?} are wildcards ("List and
 * filter your resources"). Every kind of resource can be filtered by its tags.
 *
 * @param <T> the kind of resource
 */
public final class Filters<T> {

    private final Map<String, Function<T, List<String>>> fields = new HashMap<>();
    private final Function<T, List<Tag>> tags;

    public Filters(Function<T, List<Tag>> tags) {
        this.tags = tags;
        fields.put("tag-key", item -> tags.apply(item).stream().map(Tag::key).toList());
    }

    /** A filter by one value. */
    public Filters<T> by(String name, Function<T, ? extends @Nullable Object> value) {
        return byEach(name, item -> {
            Object found = value.apply(item);
            return found == null ? List.of() : List.of(found.toString());
        });
    }

    /** A filter by several values, of which one must be meant. */
    public Filters<T> byEach(String name, Function<T, List<String>> values) {
        fields.put(name, values);
        return this;
    }

    /** Those that all filters mean. */
    public List<T> of(List<T> items, List<Filter> filters) {
        List<Predicate<T>> predicates = new ArrayList<>();
        for (Filter filter : filters) {
            predicates.add(predicate(filter));
        }
        return items.stream()
                .filter(item -> predicates.stream().allMatch(p -> p.test(item)))
                .toList();
    }

    private Predicate<T> predicate(Filter filter) {
        String name = filter.name() == null ? "" : filter.name();
        Function<T, List<String>> values = name.startsWith("tag:") ? tagValue(name.substring(4)) : fields.get(name);
        if (values == null) {
            throw Ec2Errors.invalid("The filter '" + name + "' is invalid");
        }
        List<Pattern> patterns = filter.values().stream().map(Filters::pattern).toList();
        return item -> values.apply(item).stream().anyMatch(value -> patterns.stream()
                .anyMatch(p -> p.matcher(value).matches()));
    }

    private Function<T, List<String>> tagValue(String key) {
        return item -> tags.apply(item).stream()
                .filter(tag -> key.equals(tag.key()))
                .map(Tag::value)
                .toList();
    }

    private static Pattern pattern(String wildcards) {
        return Pattern.compile(
                wildcards
                        .chars()
                        .mapToObj(c -> switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
