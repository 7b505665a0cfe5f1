package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.Tag;

/** The tags of IAM's entities (IAM User Guide, "Tags for AWS Identity and Access Management resources"). */
final class Tags {

    private static final int MAX = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /** The tags of something new, which a request brings. Those of AWS come with the calls of its services only. */
    static List<Tag> check(List<Tag> tags, IamRequest request) {
        boolean ofService = CallSource.of(request).isPresent();
        if (!ofService && tags.stream().anyMatch(tag -> tag.key() != null && isReserved(tag.key()))) {
            throw IamErrors.invalidInput("Tag keys beginning with aws: are reserved for system use.");
        }
        return check(tags);
    }

    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    private static List<Tag> check(List<Tag> tags) {
        Constraints constraints = Constraints.withoutValues().size("tags", tags, 0, MAX);
        Set<String> keys = new HashSet<>();
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
        for (Tag tag : tags) {
            if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw IamErrors.invalidInput(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return List.copyOf(tags);
    }

    /** The tags of something that had {@code present} and is given {@code more}. */
    static List<Tag> with(List<Tag> present, List<Tag> more, IamRequest request) {
        check(more, request);
        Map<String, Tag> all = new LinkedHashMap<>();
        present.forEach(tag -> all.put(tag.key().toLowerCase(Locale.ROOT), tag));
        more.forEach(tag -> all.put(tag.key().toLowerCase(Locale.ROOT), tag));
        if (all.size() > MAX) {
            throw IamErrors.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return List.copyOf(all.values());
    }

    static List<Tag> without(List<Tag> present, Collection<String> keys) {
        Set<String> gone = new HashSet<>();
        keys.forEach(key -> gone.add(key.toLowerCase(Locale.ROOT)));
        return present.stream()
                .filter(tag -> !gone.contains(tag.key().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
