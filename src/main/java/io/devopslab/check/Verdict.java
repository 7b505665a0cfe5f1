package io.devopslab.check;

import io.devopslab.text.Localized;
import io.devopslab.text.Message;

/** What a check says. */
public sealed interface Verdict {

    /**
     * The work is as it must be.
     *
     * @param actual what was found
     */
    record Pass(String actual) implements Verdict {}

    /**
     * The work is not as it must be.
     *
     * @param message the check's own words, filled in
     * @param expected what was expected, where the check can tell; else empty
     * @param actual what was found
     */
    record Fail(Localized message, String expected, String actual) implements Verdict {}

    /** Nothing can be said: the environment is in the way. */
    record Inconclusive(Message reason) implements Verdict {}
}
