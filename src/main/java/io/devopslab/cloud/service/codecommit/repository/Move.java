package io.devopslab.cloud.service.codecommit.repository;

import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * A branch or tag that moved.
 *
 * @param reference the full name, for example {@code refs/heads/main}
 * @param from the commit that it pointed to, empty when it is new
 * @param to the commit that it points to, empty when it is gone
 */
public record Move(String reference, Optional<String> from, Optional<String> to) {

    public boolean isBranch() {
        return reference.startsWith(Constants.R_HEADS);
    }

    /** The name without {@code refs/heads/} or {@code refs/tags/}. */
    public String shortName() {
        return Repository.shortenRefName(reference);
    }
}
