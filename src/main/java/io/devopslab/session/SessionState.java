package io.devopslab.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A session as its files tell it.
 *
 * @param id the session's own name, new with every start from nothing
 * @param endpoint where its cloud answers; empty for one that is found by itself
 * @param profile the profile of {@code ~/.aws} that it was started with; empty for the usual credentials
 * @param workspace the learner's directory
 * @param clones the learner's clones by the names of their directories
 * @param expires when the lab may be stopped if it was forgotten
 * @param hints the number of hints taken, by task
 */
public record SessionState(
        String id,
        String lab,
        String target,
        String account,
        String region,
        String endpoint,
        String profile,
        Phase phase,
        Path workspace,
        Map<String, Path> clones,
        Instant started,
        Instant expires,
        List<String> stacks,
        Map<String, Integer> hints) {

    public SessionState {
        // In their order: the one that the first task is about comes first.
        clones = Collections.unmodifiableMap(new LinkedHashMap<>(clones));
        stacks = List.copyOf(stacks);
        hints = Map.copyOf(hints);
    }

    /** The same looked at in another region. */
    public SessionState in(String otherRegion) {
        return new SessionState(
                id,
                lab,
                target,
                account,
                otherRegion,
                endpoint,
                profile,
                phase,
                workspace,
                clones,
                started,
                expires,
                stacks,
                hints);
    }

    /** Where a session is in its life. */
    public enum Phase {
        /** A start began and did not end; start again to go on, or stop. */
        STARTING,
        /** The learner works. */
        READY,
        /** A stop began and did not end, or left something behind; stop again. */
        STOPPING,
        /** Nothing is left. */
        STOPPED
    }
}
