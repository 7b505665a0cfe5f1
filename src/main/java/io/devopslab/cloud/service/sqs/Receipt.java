package io.devopslab.cloud.service.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt handle says: which message, and which of its receipts.
 *
 * @param number the message's place in the queue
 */
record Receipt(String queue, long number, String id) {

    String handle() {
        return Base64.getEncoder().encodeToString((queue + "/" + number + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException for a handle that this queue
     *     never gave
     */
    static Receipt parse(String queue, @Nullable String handle) {
        if (handle == null || handle.isEmpty()) {
            throw SqsErrors.missing("ReceiptHandle");
        }
        String[] parts = decoded(handle).split("/", -1);
        if (parts.length != 3 || !parts[0].equals(queue) || !parts[1].matches("[0-9]{1,18}")) {
            throw SqsErrors.invalidReceipt(handle);
        }
        return new Receipt(queue, Long.parseLong(parts[1]), parts[2]);
    }

    private static String decoded(String handle) {
        try {
            return new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalidReceipt(handle);
        }
    }
}
