package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The contents of artifacts: zip files in the pipeline's artifact store. */
final class Artifacts {

    /** No single file that an action reads out of an artifact is larger: templates and parameter files. */
    private static final int LARGEST_FILE = 4 * 1024 * 1024;

    private final Supplier<S3Client> s3;

    Artifacts(Supplier<S3Client> s3) {
        this.s3 = s3;
    }

    void put(ArtifactLocation artifact, Path file) {
        s3.get().putObject(put(artifact), RequestBody.fromFile(file));
    }

    void put(ArtifactLocation artifact, byte[] content) {
        s3.get().putObject(put(artifact), RequestBody.fromBytes(content));
    }

    private static PutObjectRequest put(ArtifactLocation artifact) {
        return PutObjectRequest.builder()
                .bucket(artifact.bucket())
                .key(artifact.key())
                .contentType("application/zip")
                .build();
    }

    byte[] get(ArtifactLocation artifact) {
        return s3.get()
                .getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(artifact.bucket())
                        .key(artifact.key())
                        .build())
                .asByteArrayUnsafe();
    }

    /**
     * A file of an artifact.
     *
     * @throws IllegalArgumentException when the artifact is no zip file, or the file is too large
     */
    Optional<byte[]> file(ArtifactLocation artifact, String path) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(get(artifact)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(path)) {
                    byte[] content = zip.readNBytes(LARGEST_FILE + 1);
                    if (content.length > LARGEST_FILE) {
                        throw new IllegalArgumentException("The file " + path + " of the artifact " + artifact.name()
                                + " is larger than " + LARGEST_FILE + " bytes.");
                    }
                    return Optional.of(content);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact " + artifact.name() + " is not a zip file.", e);
        }
    }
}
