package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codecommit.model.CodeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.InvalidSystemTagUsageException;
import software.amazon.awssdk.services.codecommit.model.InvalidTagsMapException;
import software.amazon.awssdk.services.codecommit.model.TooManyTagsException;

/** The tags of repositories (CodeCommit User Guide, "Quotas": 50 tags, keys of 128 and values of 256 characters). */
public final class Tags {

    private static final int MAX_TAGS = 50;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /**
     * @param request brings the tags; those of AWS come with the calls of its services only
     */
    static void validate(Map<String, String> tags, CodeCommitRequest request) {
        limit(tags);
        boolean ofService = CallSource.of(request).isPresent();
        tags.forEach((key, value) -> validate(key, value, ofService));
    }

    /** Tags of AWS itself do not count. */
    static void limit(Map<String, String> tags) {
        if (tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MAX_TAGS) {
            throw Errors.of(
                    TooManyTagsException.builder(),
                    "The maximum number of tags for an AWS CodeCommit resource has been exceeded.");
        }
    }

    private static void validate(String key, String value, boolean ofService) {
        if (!ofService && key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw Errors.of(
                    InvalidSystemTagUsageException.builder(),
                    "The specified tag is not valid. Key names cannot be prefixed with aws:.");
        }
        boolean fits = !key.isEmpty() && key.length() <= 128 && value.length() <= 256;
        if (!fits || !ALLOWED.matcher(key).matches() || !ALLOWED.matcher(value).matches()) {
            throw Errors.of(InvalidTagsMapException.builder(), "The map of tags is not valid.");
        }
    }
}
