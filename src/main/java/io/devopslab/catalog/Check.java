package io.devopslab.catalog;

import io.devopslab.text.Localized;
import java.util.Optional;

/**
 * A question about the learner's work.
 *
 * @param title what is expected, in a few words
 * @param evidence where the answer is looked for; it gives a document
 * @param expect a JMESPath expression over the document, which must give {@code true}
 * @param actual a JMESPath expression for what a learner is told to have; without it the left side of {@code expect}
 * @param pending a JMESPath expression over the document, which gives {@code true} while what is asked about is still
 *     under way
 * @param message what a learner is told when the check fails; may hold {@code {actual}} and {@code {expected}}
 * @param onError what it means when AWS rejects a call
 */
public record Check(
        String id,
        Localized title,
        Evidence evidence,
        String expect,
        Optional<String> actual,
        Optional<String> pending,
        Localized message,
        OnError onError) {

    /** What a 4xx of AWS means for a check; all other failures are inconclusive. */
    public enum OnError {
        /** The learner is not there yet: the check fails with its message. */
        FAIL,
        /** Nothing is known. */
        INCONCLUSIVE,
        /** The error is what the check is about: the document is {@code {error: {code, message, status}}}. */
        EXPECT
    }
}
