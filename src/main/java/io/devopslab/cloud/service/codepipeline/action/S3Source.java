package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Takes an object into an artifact (CodePipeline User Guide, "Amazon S3 source action reference"). */
final class S3Source implements ActionProvider {

    private final ServiceContext context;
    private final Supplier<S3Client> s3;

    S3Source(ServiceContext context, Supplier<S3Client> s3) {
        this.context = context;
        this.s3 = s3;
    }

    @Override
    public Progress start(ActionCall call) {
        String bucket = call.configuration().getOrDefault("S3Bucket", "");
        String key = override(call, SourceRevisionType.S3_OBJECT_KEY)
                .orElse(call.configuration().getOrDefault("S3ObjectKey", ""));
        Optional<String> version = override(call, SourceRevisionType.S3_OBJECT_VERSION_ID);
        HeadObjectResponse object = s3.get()
                .headObject(HeadObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .versionId(version.orElse(null))
                        .build());
        copy(bucket, key, version.or(() -> Optional.ofNullable(object.versionId())), call.output());
        return succeeded(call, bucket, key, object);
    }

    private static Optional<String> override(ActionCall call, SourceRevisionType type) {
        return call.execution().launch().overrides().stream()
                .filter(override -> override.actionName().equals(call.run().action()))
                .filter(override -> override.revisionType() == type)
                .map(override -> override.revisionValue())
                .findFirst();
    }

    private void copy(String bucket, String key, Optional<String> version, ArtifactLocation target) {
        s3.get()
                .copyObject(CopyObjectRequest.builder()
                        .sourceBucket(bucket)
                        .sourceKey(key)
                        .sourceVersionId(version.orElse(null))
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key())
                        .build());
    }

    private Progress succeeded(ActionCall call, String bucket, String key, HeadObjectResponse object) {
        String etag = object.eTag() == null ? "" : object.eTag().replace("\"", "");
        String revisionId = object.versionId() == null ? etag : object.versionId();
        String url = "https://console.aws.amazon.com/s3/object/" + bucket + "/" + key;
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("BucketName", bucket);
        variables.put("ObjectKey", key);
        variables.put("ETag", etag);
        Optional.ofNullable(object.versionId()).ifPresent(id -> variables.put("VersionId", id));
        Optional<String> summary = Optional.ofNullable(object.metadata().get("codepipeline-artifact-revision-summary"))
                .or(() -> Optional.of("Amazon S3 version id: " + revisionId));
        Revision revision = new Revision(
                call.run().action(),
                call.output().name(),
                revisionId,
                Optional.of(etag),
                summary,
                Optional.of(url),
                context.time().instant());
        External external = External.of(revisionId, url).withSummary(summary.orElse(revisionId));
        return new Progress.Succeeded(external, variables, Optional.of(revision));
    }
}
