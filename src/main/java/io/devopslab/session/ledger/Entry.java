package io.devopslab.session.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A line of a ledger.
 *
 * @param at in the cloud's time
 * @param event what the line is about
 */
public record Entry(Instant at, String event, ObjectNode data) {

    /** A text of the data; empty where there is none. */
    public String text(String name) {
        return data.path(name).asText("");
    }
}
