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
     * @param pending whether what was asked about is still under way, so that looking again may be worth it
     */
    record Fail(Localized message, String expected, String actual, boolean pending) implements Verdict {}

    /** Nothing can be said: the environment is in the way. */
    record Inconclusive(Message reason) implements Verdict {}
}
