package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The tags of IAM's entities (IAM User Guide, "Tags for AWS Identity and Access Management resources"). Those of AWS,
 * which begin with {@code aws:}, come with the calls of its services only.
 */
enum Tags {
    /** Users and roles: keys that differ in case are the same. */
    IN_ANY_CASE("Duplicate tag keys found. Please note that Tag keys are case insensitive."),
    /** Policies and instance profiles. */
    EXACT("Duplicate tag keys found.");

    private static final int MAX = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    private static final String KEYS_CONSTRAINT =
            "Member must satisfy constraint: [Member must have length less than or"
                    + " equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression"
                    + " pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]";

    private final String duplicate;

    Tags(String duplicate) {
        this.duplicate = duplicate;
    }

    private String same(String key) {
        return this == EXACT ? key : key.toLowerCase(Locale.ROOT);
    }

    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    /** The tags of something new, which a request brings. */
    List<Tag> check(List<Tag> tags, IamRequest request) {
        checkMembers(tags);
        boolean ofService = CallSource.of(request).isPresent();
        if (!ofService && tags.stream().anyMatch(tag -> isReserved(tag.key()))) {
            throw IamErrors.invalidInput("Tag keys beginning with aws: are reserved for system use.");
        }
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(same(tag.key()))) {
                throw IamErrors.invalidInput(duplicate);
            }
        }
        return List.copyOf(tags);
    }

    private static void checkMembers(List<Tag> tags) {
        Constraints constraints = Constraints.withoutValues().size("tags", tags, 0, MAX);
        for (int i = 0; i < tags.size(); i++) {
            String member = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            constraints
                    .required(member + "key", tag.key())
                    .length(member + "key", tag.key(), 1, 128)
                    .pattern(member + "key", tag.key(), KEY)
                    .required(member + "value", tag.value())
                    .length(member + "value", tag.value(), 0, 256)
                    .pattern(member + "value", tag.value(), VALUE);
        }
        constraints.orThrow(IamErrors::validation);
    }

    /** The tags of something that had {@code present} and is given {@code more}. */
    List<Tag> with(List<Tag> present, List<Tag> more, IamRequest request) {
        check(more, request);
        Map<String, Tag> all = new LinkedHashMap<>();
        present.forEach(tag -> all.put(same(tag.key()), tag));
        more.forEach(tag -> all.put(same(tag.key()), tag));
        if (all.size() > MAX) {
            throw IamErrors.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return List.copyOf(all.values());
    }

    /** The tags that stay. */
    List<Tag> without(List<Tag> present, Collection<String> keys) {
        Constraints.withoutValues().size("tagKeys", keys, 0, MAX).orThrow(IamErrors::validation);
        if (keys.stream()
                .anyMatch(key -> key.length() > 128 || !KEY.matcher(key).matches())) {
            throw IamErrors.validation(
                    "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: " + KEYS_CONSTRAINT);
        }
        if (keys.stream().anyMatch(Tags::isReserved)) {
            throw IamErrors.invalidInput("Tag keys beginning with aws: are reserved for system use.");
        }
        List<String> gone = keys.stream().map(this::same).toList();
        return present.stream().filter(tag -> !gone.contains(same(tag.key()))).toList();
    }

    /** As they are listed. */
    static List<Tag> sorted(List<Tag> tags) {
        return tags.stream().sorted(Comparator.comparing(Tag::key)).toList();
    }
}
