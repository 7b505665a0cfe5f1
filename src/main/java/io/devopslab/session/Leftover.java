package io.devopslab.session;

import io.devopslab.session.stack.StackResource;
import java.util.List;

/**
 * What a lab has left somewhere, and nobody works on.
 *
 * @param lab the lab's id, as far as it can be told; else empty
 * @param session the session's own id
 * @param kind why it counts as left
 * @param resources what is there now
 */
public record Leftover(String lab, String session, Kind kind, List<StackResource> resources) {

    public Leftover {
        resources = List.copyOf(resources);
    }

    /** Why something counts as left. */
    public enum Kind {
        /** A session whose time is over. */
        EXPIRED,
        /** A start that was cut off. */
        STARTING,
        /** A stop that was cut off, or left something behind. */
        STOPPING,
        /**
         * Something that says that a session made it, which is not known here, or is stopped. In a cloud that others use too it
         * counts only when its own tag says that its time is over.
         */
        UNKNOWN
    }
}
