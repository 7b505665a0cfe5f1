package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A source in a bucket: an archive, or a folder when the location ends with a slash. */
final class S3Source {

    private final BuildJob job;
    private final ServiceRole role;
    private final Workspace workspace;

    S3Source(BuildJob job, ServiceRole role, Workspace workspace) {
        this.job = job;
        this.role = role;
        this.workspace = workspace;
    }

    Optional<String> fetch(String location, Optional<String> version, Path directory) throws IOException, PhaseFailure {
        String place = location.replaceFirst("^arn:aws:s3:::", "");
        int cut = place.indexOf('/');
        if (cut <= 0 || cut == place.length() - 1) {
            throw PhaseFailure.client("Invalid project source location: " + location + ". Expected: bucket/key");
        }
        String bucket = place.substring(0, cut);
        String key = place.substring(cut + 1);
        if (key.endsWith("/")) {
            folder(bucket, key, directory);
            return Optional.empty();
        }
        Path archive = workspace.staging().resolve("source.zip");
        GetObjectResponse response = get(bucket, key, version, archive);
        try {
            Archives.unpack(archive, directory);
        } catch (IOException e) {
            throw PhaseFailure.client("The source " + location + " cannot be unpacked: " + e.getMessage());
        } finally {
            Files.deleteIfExists(archive);
        }
        return Optional.ofNullable(response.versionId());
    }

    private GetObjectResponse get(String bucket, String key, Optional<String> version, Path file) throws IOException {
        Files.deleteIfExists(file);
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(version.orElse(null))
                .overrideConfiguration(role.signature())
                .build();
        return job.clients().s3().get().getObject(request, ResponseTransformer.toFile(file));
    }

    private void folder(String bucket, String prefix, Path directory) throws IOException, PhaseFailure {
        S3Client s3 = job.clients().s3().get();
        List<String> keys = s3
                .listObjectsV2Paginator(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .overrideConfiguration(role.signature())
                        .build())
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> !key.endsWith("/"))
                .toList();
        for (String key : keys) {
            Path file = FileChooser.resolve(directory, key.substring(prefix.length()));
            if (!file.startsWith(directory) || file.equals(directory)) {
                throw PhaseFailure.client("The object " + key + " would lie outside of the source directory.");
            }
            Files.createDirectories(file.getParent());
            get(bucket, key, Optional.empty(), file);
        }
    }

    /** The text of an object, such as a buildspec that lies in a bucket. */
    String text(String arn) throws PhaseFailure {
        String place = arn.replaceFirst("^arn:aws:s3:::", "");
        int cut = place.indexOf('/');
        if (cut <= 0) {
            throw PhaseFailure.client("Invalid location of the buildspec: " + arn);
        }
        return job.clients()
                .s3()
                .get()
                .getObjectAsBytes(r -> r.bucket(place.substring(0, cut))
                        .key(place.substring(cut + 1))
                        .overrideConfiguration(role.signature()))
                .asUtf8String();
    }
}
