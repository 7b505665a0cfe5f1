package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.CommitRequiredException;

/** What is merged into what, and where the two parted; histories that have nothing in common have no base. */
public record MergeSides(RevCommit source, RevCommit destination, Optional<RevCommit> base) {

    /** The sides that a request names by branch, tag, reference or commit. */
    public static MergeSides of(Repository git, @Nullable String source, @Nullable String destination)
            throws IOException {
        String from = Names.required(source, CommitRequiredException::builder, "A source commit");
        String into = Names.required(destination, CommitRequiredException::builder, "A destination commit");
        return of(git, Revisions.resolve(git, from), Revisions.resolve(git, into));
    }

    public static MergeSides of(Repository git, ObjectId source, ObjectId destination) throws IOException {
        try (RevWalk walk = new RevWalk(git)) {
            RevCommit from = walk.parseCommit(source);
            RevCommit into = walk.parseCommit(destination);
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(from);
            walk.markStart(into);
            Optional<ObjectId> base = Optional.ofNullable(walk.next()).map(RevCommit::getId);
            return new MergeSides(
                    Revisions.find(git, source).orElseThrow(),
                    Revisions.find(git, destination).orElseThrow(),
                    base.isPresent() ? Revisions.find(git, base.get()) : Optional.empty());
        }
    }

    /** Whether the destination only needs to move forward. */
    public boolean canFastForward() {
        return base.filter(destination::equals).isPresent();
    }

    public Optional<String> baseId() {
        return base.map(RevCommit::name);
    }
}
