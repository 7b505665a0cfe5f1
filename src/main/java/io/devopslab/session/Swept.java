package io.devopslab.session;

import io.devopslab.text.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a leftover.
 *
 * @param survivors what is still there, and what holds it
 * @param kept the learner's clones, which stay
 * @param refusal why nothing was tried; empty when it was
 */
public record Swept(Leftover leftover, List<Survivor> survivors, List<Path> kept, Optional<Message> refusal) {

    public Swept {
        survivors = List.copyOf(survivors);
        kept = List.copyOf(kept);
    }

    /** Whether nothing is left of it. */
    public boolean isGone() {
        return survivors.isEmpty() && refusal.isEmpty();
    }
}
