package io.devopslab.session.capability;

import io.devopslab.text.Message;

/**
 * Something that a target does not have.
 *
 * @param what a service by its name in the {@code aws} command, or an operation as {@code service:Operation}
 * @param said the target's own words
 */
public record Absence(String what, String said) {

    private static final int MOST = 200;

    /** For people. */
    public Message message() {
        return Message.of(
                Absence.class, "lacks", what, said.length() > MOST ? said.substring(0, MOST - 1) + "…" : said);
    }
}
