package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.content.Contents;
import io.devopslab.cloud.service.codecommit.content.Paths;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsError;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.Conflict;
import software.amazon.awssdk.services.codecommit.model.ConflictMetadata;
import software.amazon.awssdk.services.codecommit.model.DescribeMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.DescribeMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeCommitResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeOptionsRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeOptionsResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidMaxConflictFilesException;
import software.amazon.awssdk.services.codecommit.model.InvalidMaxMergeHunksException;
import software.amazon.awssdk.services.codecommit.model.MergeHunk;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;

/** Tells whether and how a merge can be done, and what is in its way. Changes nothing. */
public final class MergeQueries {

    private static final int PAGE = 100;

    private final OpenRepositories repositories;
    private final MergeCommits commits;

    public MergeQueries(OpenRepositories repositories, MergeCommits commits) {
        this.repositories = repositories;
        this.commits = commits;
    }

    public GetMergeOptionsResponse options(GetMergeOptionsRequest request) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            List<MergeOptionTypeEnum> options = new ArrayList<>();
            if (sides.canFastForward()) {
                options.add(MergeOptionTypeEnum.FAST_FORWARD_MERGE);
            }
            if (conflicts(opened.git(), sides, policy).isEmpty()) {
                options.add(MergeOptionTypeEnum.SQUASH_MERGE);
                options.add(MergeOptionTypeEnum.THREE_WAY_MERGE);
            }
            return GetMergeOptionsResponse.builder()
                    .mergeOptions(options)
                    .sourceCommitId(sides.source().name())
                    .destinationCommitId(sides.destination().name())
                    .baseCommitId(sides.baseId().orElse(null))
                    .build();
        });
    }

    private static List<MergeConflict> conflicts(Repository git, MergeSides sides, MergePolicy policy)
            throws IOException {
        return TreeMerge.merge(git, sides, policy, Resolutions.none(), TreeMerge::forget)
                .conflicts();
    }

    public GetMergeCommitResponse commit(GetMergeCommitRequest request) {
        MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            return GetMergeCommitResponse.builder()
                    .sourceCommitId(sides.source().name())
                    .destinationCommitId(sides.destination().name())
                    .baseCommitId(sides.baseId().orElse(null))
                    .mergedCommitId(commits.find(opened, sides).orElse(null))
                    .build();
        });
    }

    public GetMergeConflictsResponse conflicts(GetMergeConflictsRequest request) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        boolean fastForward = BranchMerges.option(request.mergeOption()) == MergeOptionTypeEnum.FAST_FORWARD_MERGE;
        int size = size(request.maxConflictFiles(), InvalidMaxConflictFilesException::builder);
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            List<MergeConflict> all = fastForward ? List.of() : conflicts(opened.git(), sides, policy);
            Pages.Page<MergeConflict> page =
                    pages("files", sides).cut(all, MergeConflict::path, request.nextToken(), size);
            List<ConflictMetadata> shown = new ArrayList<>();
            try (ObjectReader reader = opened.git().newObjectReader()) {
                for (MergeConflict conflict : page.items()) {
                    shown.add(new ConflictViews(reader).metadata(conflict));
                }
            }
            return GetMergeConflictsResponse.builder()
                    .mergeable(fastForward ? sides.canFastForward() : all.isEmpty())
                    .sourceCommitId(sides.source().name())
                    .destinationCommitId(sides.destination().name())
                    .baseCommitId(sides.baseId().orElse(null))
                    .conflictMetadataList(shown)
                    .nextToken(page.token())
                    .build();
        });
    }

    private static Pages pages(String what, MergeSides sides) {
        return new Pages(
                what + " " + sides.source().name() + " " + sides.destination().name());
    }

    private static int size(@Nullable Integer asked, Supplier<? extends AwsServiceException.Builder> error) {
        if (asked != null && asked < 1) {
            throw Errors.of(error.get(), "The specified number of results to return is not valid: " + asked);
        }
        return asked == null ? PAGE : Math.min(asked, PAGE);
    }

    public DescribeMergeConflictsResponse describe(DescribeMergeConflictsRequest request) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        BranchMerges.commitOption(request.mergeOption());
        String path = Paths.file(request.filePath());
        int size = size(request.maxMergeHunks(), InvalidMaxMergeHunksException::builder);
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            MergeConflict conflict = conflicts(opened.git(), sides, policy).stream()
                    .filter(each -> each.path().equals(path))
                    .findFirst()
                    .orElseThrow(() -> Contents.fileDoesNotExist(path));
            try (ObjectReader reader = opened.git().newObjectReader()) {
                ConflictViews views = new ConflictViews(reader);
                Pages.Page<MergeHunk> page = pages("hunks of " + path, sides)
                        .cut(views.hunks(conflict), MergeHunk::toString, request.nextToken(), size);
                return DescribeMergeConflictsResponse.builder()
                        .conflictMetadata(views.metadata(conflict))
                        .mergeHunks(page.items())
                        .nextToken(page.token())
                        .sourceCommitId(sides.source().name())
                        .destinationCommitId(sides.destination().name())
                        .baseCommitId(sides.baseId().orElse(null))
                        .build();
            }
        });
    }

    public BatchDescribeMergeConflictsResponse batchDescribe(BatchDescribeMergeConflictsRequest request) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        BranchMerges.commitOption(request.mergeOption());
        int files = size(request.maxConflictFiles(), InvalidMaxConflictFilesException::builder);
        int hunks = size(request.maxMergeHunks(), InvalidMaxMergeHunksException::builder);
        List<String> paths = request.filePaths().stream().map(Paths::file).toList();
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            List<MergeConflict> wanted = conflicts(opened.git(), sides, policy).stream()
                    .filter(conflict -> paths.isEmpty() || paths.contains(conflict.path()))
                    .toList();
            Pages.Page<MergeConflict> page =
                    pages("conflicts", sides).cut(wanted, MergeConflict::path, request.nextToken(), files);
            return BatchDescribeMergeConflictsResponse.builder()
                    .conflicts(show(opened.git(), page.items(), hunks))
                    .errors(missing(paths, wanted))
                    .nextToken(page.token())
                    .sourceCommitId(sides.source().name())
                    .destinationCommitId(sides.destination().name())
                    .baseCommitId(sides.baseId().orElse(null))
                    .build();
        });
    }

    private static List<Conflict> show(Repository git, List<MergeConflict> conflicts, int hunks) throws IOException {
        List<Conflict> shown = new ArrayList<>();
        try (ObjectReader reader = git.newObjectReader()) {
            ConflictViews views = new ConflictViews(reader);
            for (MergeConflict conflict : conflicts) {
                List<MergeHunk> all = views.hunks(conflict);
                shown.add(Conflict.builder()
                        .conflictMetadata(views.metadata(conflict))
                        .mergeHunks(all.subList(0, Math.min(hunks, all.size())))
                        .build());
            }
        }
        return shown;
    }

    private static List<BatchDescribeMergeConflictsError> missing(List<String> paths, List<MergeConflict> found) {
        List<String> known = found.stream().map(MergeConflict::path).toList();
        return paths.stream()
                .filter(path -> !known.contains(path))
                .map(path -> BatchDescribeMergeConflictsError.builder()
                        .filePath(path)
                        .exceptionName("FileDoesNotExistException")
                        .message("The specified file does not exist, or is not in conflict: " + path)
                        .build())
                .toList();
    }
}
