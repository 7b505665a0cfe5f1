package io.devopslab.doctor;

import io.devopslab.text.Message;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param name what, for example {@code git}
 * @param state how it stands
 * @param found what was found, for example a version
 * @param cure what to do; empty when nothing is to be done
 */
public record Finding(String name, State state, Message found, Optional<Message> cure) {

    /** How much it matters. */
    public enum State {
        /** It is as it should be. */
        GOOD,
        /** Labs run without it, and something is missing. */
        OPTIONAL,
        /** No lab runs like this. */
        BAD
    }

    static Finding good(String name, Message found) {
        return new Finding(name, State.GOOD, found, Optional.empty());
    }

    static Finding optional(String name, Message found, Message cure) {
        return new Finding(name, State.OPTIONAL, found, Optional.of(cure));
    }

    static Finding bad(String name, Message found, Message cure) {
        return new Finding(name, State.BAD, found, Optional.of(cure));
    }
}
