package io.devopslab.cloud.service.codepipeline;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Which revision a source has: the head of a branch, or the version of an object. */
final class SourceRevisions {

    private final Supplier<CodeCommitClient> codeCommit;
    private final Supplier<S3Client> s3;

    SourceRevisions(Supplier<CodeCommitClient> codeCommit, Supplier<S3Client> s3) {
        this.codeCommit = codeCommit;
        this.s3 = s3;
    }

    /** The revision now; none when the source does not exist, or cannot be read. */
    Optional<String> of(ActionDeclaration action) {
        try {
            return Optional.of(
                    switch (action.actionTypeId().provider()) {
                        case "CodeCommit" -> head(action.configuration());
                        case "S3" -> version(action.configuration());
                        default ->
                            throw new IllegalArgumentException(
                                    "The revisions of " + action.actionTypeId().provider() + " are not looked at.");
                    });
        } catch (AwsServiceException e) {
            return Optional.empty();
        }
    }

    /** Where the source is: another address is another source. */
    static String address(ActionDeclaration action) {
        Map<String, String> settings = action.configuration();
        return switch (action.actionTypeId().provider()) {
            case "CodeCommit" -> settings.get("RepositoryName") + "/" + settings.get("BranchName");
            default -> settings.get("S3Bucket") + "/" + settings.get("S3ObjectKey");
        };
    }

    private String head(Map<String, String> settings) {
        return codeCommit
                .get()
                .getBranch(r -> r.repositoryName(settings.get("RepositoryName")).branchName(settings.get("BranchName")))
                .branch()
                .commitId();
    }

    private String version(Map<String, String> settings) {
        HeadObjectResponse object =
                s3.get().headObject(r -> r.bucket(settings.get("S3Bucket")).key(settings.get("S3ObjectKey")));
        return object.versionId() == null ? object.eTag() : object.versionId();
    }
}
