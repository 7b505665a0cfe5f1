package io.devopslab.validate;

import io.devopslab.text.Message;
import java.time.Duration;

/**
 * One thing that was to be proved, and what came of it.
 *
 * @param name which one of its kind, for example {@code green-build/test-deleted}
 * @param took in real time
 */
public record Case(Kind kind, String name, Finding finding, Duration took) {

    /** What is proved. */
    public enum Kind {
        /** The lab's texts are whole, in both languages. */
        TEXTS,
        /** On a fresh lab a check fails. */
        FRESH,
        /** A task's solution lets its checks pass, and breaks none before it. */
        SOLUTION,
        /** A near miss is caught by the check that it names, with the words that it names, and by no other. */
        MUTANT,
        /** A command that is killed before it writes a line of its ledger can be gone on from, to the end. */
        KILL,
        /** After the stop the cloud holds what it held before. */
        STOP
    }

    /** What came of it. */
    public sealed interface Finding {

        /** It is so. */
        record Proved() implements Finding {}

        /** It is not so. */
        record Refuted(Message why) implements Finding {}

        /** Nobody can say: the environment was in the way, or something before it was refuted. */
        record Unproved(Message why) implements Finding {}

        /** The target does not have what it takes, as was asked beforehand; it says nothing of the lab. */
        record Uncarried(Message why) implements Finding {}
    }

    public boolean isProved() {
        return finding instanceof Finding.Proved;
    }

    /** Why it is not proved; empty when it is. */
    public java.util.Optional<Message> reason() {
        if (finding instanceof Finding.Refuted refuted) {
            return java.util.Optional.of(refuted.why());
        }
        if (finding instanceof Finding.Uncarried uncarried) {
            return java.util.Optional.of(uncarried.why());
        }
        return finding instanceof Finding.Unproved unproved
                ? java.util.Optional.of(unproved.why())
                : java.util.Optional.empty();
    }
}
