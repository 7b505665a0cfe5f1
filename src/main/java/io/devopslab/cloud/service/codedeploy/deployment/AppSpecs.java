package io.devopslab.cloud.service.codedeploy.deployment;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.S3Location;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches revisions. */
public final class AppSpecs {

    private final Supplier<S3Client> s3;

    public AppSpecs(Supplier<S3Client> s3) {
        this.s3 = s3;
    }

    /** The text of a revision that is an AppSpec file and nothing else. */
    public String text(RevisionLocation revision) throws DeploymentFailure {
        if (revision.appSpecContent() != null) {
            return revision.appSpecContent().content();
        }
        if (revision.string() != null) {
            return revision.string().content();
        }
        return new String(object(revision.s3Location()), StandardCharsets.UTF_8);
    }

    /** The object of S3 that a revision is. */
    public byte[] object(S3Location location) throws DeploymentFailure {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key())
                .versionId(location.version())
                .ifMatch(location.eTag())
                .build();
        try {
            ResponseBytes<GetObjectResponse> object = s3.get().getObjectAsBytes(request);
            return object.asByteArray();
        } catch (S3Exception e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            throw new DeploymentFailure(
                    ErrorCode.REVISION_MISSING,
                    "The revision s3://" + location.bucket() + "/" + location.key()
                            + " cannot be retrieved from Amazon S3: "
                            + e.awsErrorDetails().errorMessage());
        }
    }
}
