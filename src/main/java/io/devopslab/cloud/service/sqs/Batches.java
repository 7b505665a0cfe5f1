package io.devopslab.cloud.service.sqs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** What the operations that take more than one entry have in common. */
final class Batches {

    private static final int MOST = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private Batches() {}

    /**
     * @param ids the entries' identifiers
     * @param entry what an entry is called
     */
    static void check(List<String> ids, String entry) {
        if (ids.isEmpty()) {
            throw SqsErrors.emptyBatch(entry);
        }
        if (ids.size() > MOST) {
            throw SqsErrors.tooManyEntries(ids.size());
        }
        Set<String> seen = new HashSet<>();
        for (@Nullable String id : ids) {
            if (id == null) {
                throw SqsErrors.missing(entry + ".Id");
            }
            if (!ID.matcher(id).matches()) {
                throw SqsErrors.invalidEntryId();
            }
            if (!seen.add(id)) {
                throw SqsErrors.idsNotDistinct(id);
            }
        }
    }

    static BatchResultErrorEntry failed(String id, AwsServiceException error) {
        return BatchResultErrorEntry.builder()
                .id(id)
                .senderFault(error.statusCode() < 500)
                .code(error.awsErrorDetails().errorCode())
                .message(error.awsErrorDetails().errorMessage())
                .build();
    }
}
