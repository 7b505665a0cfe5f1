package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsError;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsResponse;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.CommitIdDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.CommitIdsLimitExceededException;
import software.amazon.awssdk.services.codecommit.model.CommitIdsListRequiredException;
import software.amazon.awssdk.services.codecommit.model.GetCommitRequest;
import software.amazon.awssdk.services.codecommit.model.InvalidCommitIdException;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/** Tells about commits. */
public final class Commits {

    private static final int MAX_BATCH = 100;
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    private final OpenRepositories repositories;

    public Commits(OpenRepositories repositories) {
        this.repositories = repositories;
    }

    public Commit get(GetCommitRequest request) {
        return repositories.read(request.repositoryName(), opened -> {
            String id = Names.required(request.commitId(), CommitIdRequiredException::builder, "A commit ID");
            if (!Revisions.isId(id)) {
                throw Errors.of(InvalidCommitIdException.builder(), "The specified commit ID is not valid: " + id);
            }
            return Revisions.find(opened.git(), ObjectId.fromString(id))
                    .map(Commits::describe)
                    .orElseThrow(() -> Errors.of(
                            CommitIdDoesNotExistException.builder(), "The specified commit ID does not exist: " + id));
        });
    }

    public BatchGetCommitsResponse batchGet(BatchGetCommitsRequest request) {
        if (request.commitIds().isEmpty()) {
            throw Errors.of(
                    CommitIdsListRequiredException.builder(),
                    "A list of commit IDs is required, but was either not specified or the list was empty.");
        }
        if (request.commitIds().size() > MAX_BATCH) {
            throw Errors.of(
                    CommitIdsLimitExceededException.builder(),
                    "The maximum number of allowed commit IDs in a batch request is 100. Verify that your batch "
                            + "requests contains no more than 100 commit IDs, and then try again.");
        }
        return repositories.read(request.repositoryName(), opened -> {
            List<Commit> found = new ArrayList<>();
            List<BatchGetCommitsError> errors = new ArrayList<>();
            for (String id : request.commitIds()) {
                Optional<RevCommit> commit =
                        Revisions.isId(id) ? Revisions.find(opened.git(), ObjectId.fromString(id)) : Optional.empty();
                commit.map(Commits::describe).ifPresentOrElse(found::add, () -> errors.add(error(id)));
            }
            return BatchGetCommitsResponse.builder()
                    .commits(found)
                    .errors(errors)
                    .build();
        });
    }

    private static BatchGetCommitsError error(String id) {
        boolean isId = Revisions.isId(id);
        return BatchGetCommitsError.builder()
                .commitId(id)
                .errorCode(isId ? "CommitIdDoesNotExistException" : "InvalidCommitIdException")
                .errorMessage(
                        isId
                                ? "The specified commit ID does not exist: " + id
                                : "The specified commit ID is not valid: " + id)
                .build();
    }

    /** The commit as the API shows it. */
    public static Commit describe(RevCommit commit) {
        return Commit.builder()
                .commitId(commit.name())
                .treeId(commit.getTree().name())
                .parents(Arrays.stream(commit.getParents()).map(ObjectId::name).toList())
                .message(commit.getFullMessage())
                .author(person(commit.getAuthorIdent()))
                .committer(person(commit.getCommitterIdent()))
                .additionalData("")
                .build();
    }

    /** Dates are given as git keeps them: seconds and the offset, for example {@code 1484167798 -0800}. */
    private static UserInfo person(PersonIdent person) {
        Instant when = person.getWhenAsInstant();
        ZoneId zone = person.getZoneId();
        return UserInfo.builder()
                .name(person.getName())
                .email(person.getEmailAddress())
                .date(when.getEpochSecond() + " " + OFFSET.format(when.atZone(zone)))
                .build();
    }
}
