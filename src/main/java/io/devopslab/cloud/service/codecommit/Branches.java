package io.devopslab.cloud.service.codecommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The branches of a repository. */
final class Branches {

    private Branches() {}

    /** The branch that HEAD points to, once it has a commit. */
    static Optional<String> defaultBranch(Repository git) {
        try {
            Ref head = git.exactRef(Constants.HEAD);
            return head == null || head.getObjectId() == null
                    ? Optional.empty()
                    : Optional.of(Repository.shortenRefName(head.getTarget().getName()));
        } catch (IOException e) {
            throw new UncheckedIOException("The default branch cannot be read.", e);
        }
    }
}
