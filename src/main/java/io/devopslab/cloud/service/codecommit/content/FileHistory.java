package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import software.amazon.awssdk.services.codecommit.model.FileVersion;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryRequest;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryResponse;

/** The commits that changed a file, newest first. A file that was renamed begins with its new name. */
public final class FileHistory {

    private static final int PAGE = 50;

    private final OpenRepositories repositories;

    public FileHistory(OpenRepositories repositories) {
        this.repositories = repositories;
    }

    public ListFileCommitHistoryResponse list(ListFileCommitHistoryRequest request) {
        String path = Paths.file(request.filePath());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        return repositories.read(request.repositoryName(), opened -> {
            RevCommit start = Revisions.resolveOrHead(opened.git(), request.commitSpecifier());
            List<FileVersion> versions = versions(opened.git(), start, path);
            if (versions.isEmpty()) {
                throw Contents.fileDoesNotExist(path);
            }
            Pages.Page<FileVersion> page = new Pages("history " + start.name() + " " + path)
                    .cut(versions, version -> version.commit().commitId(), request.nextToken(), size);
            return ListFileCommitHistoryResponse.builder()
                    .revisionDag(page.items())
                    .nextToken(page.token())
                    .build();
        });
    }

    private static List<FileVersion> versions(Repository git, RevCommit start, String path) throws IOException {
        List<FileVersion> versions = new ArrayList<>();
        try (RevWalk walk = new RevWalk(git)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            walk.markStart(walk.parseCommit(start));
            String newer = "";
            for (RevCommit commit : walk) {
                try (TreeWalk file = TreeWalk.forPath(git, path, commit.getTree())) {
                    if (file != null && !file.isSubtree()) {
                        versions.add(FileVersion.builder()
                                .commit(Commits.describe(
                                        Revisions.find(git, commit).orElseThrow()))
                                .blobId(file.getObjectId(0).name())
                                .path(path)
                                .revisionChildren(newer.isEmpty() ? List.of() : List.of(newer))
                                .build());
                        newer = commit.name();
                    }
                }
            }
        }
        return versions;
    }
}
