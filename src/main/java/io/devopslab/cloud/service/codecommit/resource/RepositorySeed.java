package io.devopslab.cloud.service.codecommit.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * The first content of a repository: a ZIP file in a bucket. AWS makes one commit of it; this makes as many as the
 * API's limits for a commit (100 files, 7 MB) ask for.
 */
final class RepositorySeed {

    private static final int FILES_PER_COMMIT = 100;
    private static final int BYTES_PER_COMMIT = 6 << 20;
    private static final int MAX_BYTES = 200 << 20;

    private final Supplier<CodeCommitClient> client;
    private final Supplier<S3Client> s3;

    RepositorySeed(Supplier<CodeCommitClient> client, Supplier<S3Client> s3) {
        this.client = client;
        this.s3 = s3;
    }

    /**
     * @param code the property {@code Code}
     */
    void plant(String repository, JsonNode code) {
        JsonNode place = code.path("S3");
        if (!place.path("Bucket").isTextual() || !place.path("Key").isTextual()) {
            throw new IllegalArgumentException("Property Code needs S3 with Bucket and Key.");
        }
        byte[] zip = s3.get()
                .getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(place.path("Bucket").asText())
                        .key(place.path("Key").asText())
                        .versionId(place.path("ObjectVersion").textValue())
                        .build())
                .asByteArrayUnsafe();
        commit(repository, code.path("BranchName").asText("main"), files(zip));
    }

    private static List<PutFileEntry> files(byte[] zip) {
        List<PutFileEntry> files = new ArrayList<>();
        long total = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    byte[] content = in.readNBytes(MAX_BYTES);
                    total += content.length;
                    if (total >= MAX_BYTES) {
                        throw new IllegalArgumentException("The ZIP file of Code holds more than 200 MB.");
                    }
                    files.add(PutFileEntry.builder()
                            .filePath(entry.getName())
                            .fileContent(SdkBytes.fromByteArrayUnsafe(content))
                            .build());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The content of Code is not a ZIP file.", e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("The content of Code is not a ZIP file, or an empty one.");
        }
        return files;
    }

    private void commit(String repository, String branch, List<PutFileEntry> files) {
        String parent = null;
        List<PutFileEntry> next = new ArrayList<>();
        long bytes = 0;
        for (PutFileEntry file : files) {
            int size = file.fileContent().asByteArrayUnsafe().length;
            if (!next.isEmpty() && (next.size() == FILES_PER_COMMIT || bytes + size > BYTES_PER_COMMIT)) {
                parent = commit(repository, branch, parent, next);
                next.clear();
                bytes = 0;
            }
            next.add(file);
            bytes += size;
        }
        commit(repository, branch, parent, next);
    }

    private String commit(String repository, String branch, @Nullable String parent, List<PutFileEntry> files) {
        return client.get()
                .createCommit(CreateCommitRequest.builder()
                        .repositoryName(repository)
                        .branchName(branch)
                        .parentCommitId(parent)
                        .authorName("CloudFormation")
                        .commitMessage("Initial commit by AWS CodeCommit")
                        .putFiles(files)
                        .build())
                .commitId();
    }
}
