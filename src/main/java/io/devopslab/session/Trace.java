package io.devopslab.session;

import io.devopslab.session.stack.StackResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cloud holds of a session, by the tags alone.
 *
 * @param lab the lab's id, as far as a tag says it; else empty
 * @param expires when the last of it is not needed any more; empty where no tag says it, or one says what is no time
 */
record Trace(String session, String lab, Optional<Instant> expires, List<StackResource> resources) {

    Trace {
        resources = List.copyOf(resources);
    }

    /** Whether it says of itself that nobody needs it any more. What does not say it may be needed. */
    boolean isOver(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
