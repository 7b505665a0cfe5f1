package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BlobMetadata;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.CommitRequiredException;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.GetDifferencesRequest;
import software.amazon.awssdk.services.codecommit.model.GetDifferencesResponse;
import software.amazon.awssdk.services.codecommit.model.PathDoesNotExistException;

/** Tells which files differ between two commits. */
public final class Differences {

    private static final int PAGE = 400;

    private final OpenRepositories repositories;

    public Differences(OpenRepositories repositories) {
        this.repositories = repositories;
    }

    public GetDifferencesResponse get(GetDifferencesRequest request) {
        int size = Limits.pageSize(request.maxResults(), PAGE);
        String after = Names.required(request.afterCommitSpecifier(), CommitRequiredException::builder, "A commit");
        String before = Optional.ofNullable(request.beforeCommitSpecifier()).orElse("");
        return repositories.read(request.repositoryName(), opened -> {
            RevCommit newer = Revisions.resolve(opened.git(), after);
            Optional<RevCommit> older =
                    before.isEmpty() ? Optional.empty() : Optional.of(Revisions.resolve(opened.git(), before));
            List<Difference> all = between(
                    opened.git(),
                    side(opened.git(), older, request.beforePath()),
                    side(opened.git(), Optional.of(newer), request.afterPath()));
            String from = older.map(RevCommit::name).orElse("");
            Pages.Page<Difference> page = new Pages("differences " + from + " " + newer.name())
                    .cut(all, Differences::path, request.nextToken(), size);
            return GetDifferencesResponse.builder()
                    .differences(page.items())
                    .nextToken(page.token())
                    .build();
        });
    }

    /** A tree, and the path below which alone it counts; no tree is an empty one. */
    private record Side(Optional<ObjectId> tree, Optional<String> path) {
        boolean covers(String file) {
            return path.isEmpty() || file.equals(path.get()) || file.startsWith(path.get() + "/");
        }
    }

    private static Side side(Repository git, Optional<RevCommit> commit, @Nullable String path) throws IOException {
        Optional<ObjectId> tree = commit.map(RevCommit::getTree);
        Optional<String> folder = Optional.ofNullable(path).map(Paths::folder).filter(text -> !text.isEmpty());
        if (folder.isPresent() && tree.isPresent()) {
            try (TreeWalk walk = TreeWalk.forPath(git, folder.get(), tree.get())) {
                if (walk == null) {
                    throw Errors.of(
                            PathDoesNotExistException.builder(), "The specified path does not exist: " + folder.get());
                }
            }
        }
        return new Side(tree, folder);
    }

    private static List<Difference> between(Repository git, Side before, Side after) throws IOException {
        List<Difference> all = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(git)) {
            add(walk, before);
            add(walk, after);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                Optional<BlobMetadata> old = blob(walk, 0, before);
                Optional<BlobMetadata> now = blob(walk, 1, after);
                if (old.isPresent() || now.isPresent()) {
                    all.add(difference(old, now));
                }
            }
        }
        return all;
    }

    private static void add(TreeWalk walk, Side side) throws IOException {
        if (side.tree().isPresent()) {
            walk.addTree(side.tree().get());
        } else {
            walk.addTree(new EmptyTreeIterator());
        }
    }

    private static Optional<BlobMetadata> blob(TreeWalk walk, int tree, Side side) {
        if (FileMode.MISSING.equals(walk.getRawMode(tree)) || !side.covers(walk.getPathString())) {
            return Optional.empty();
        }
        return Optional.of(BlobMetadata.builder()
                .blobId(walk.getObjectId(tree).name())
                .path(walk.getPathString())
                .mode(walk.getFileMode(tree).toString())
                .build());
    }

    private static Difference difference(Optional<BlobMetadata> old, Optional<BlobMetadata> now) {
        ChangeTypeEnum type = old.isEmpty() ? ChangeTypeEnum.A : now.isEmpty() ? ChangeTypeEnum.D : ChangeTypeEnum.M;
        return Difference.builder()
                .beforeBlob(old.orElse(null))
                .afterBlob(now.orElse(null))
                .changeType(type)
                .build();
    }

    private static String path(Difference difference) {
        BlobMetadata blob = difference.afterBlob() == null ? difference.beforeBlob() : difference.afterBlob();
        return blob.path();
    }
}
