package io.devopslab.dora;

import java.time.Instant;
import java.util.List;

/**
 * A commit of the pipeline's source.
 *
 * @param committed the committer's date, as the committer's own clock had it
 */
public record Commit(String id, String message, Instant committed, List<String> parents) {

    public Commit {
        parents = List.copyOf(parents);
    }

    /** The first line of the message. */
    public String title() {
        return message.lines().findFirst().orElse("");
    }
}
