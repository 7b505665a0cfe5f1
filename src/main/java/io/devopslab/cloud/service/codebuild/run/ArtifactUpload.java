package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Puts what a build made into buckets. */
final class ArtifactUpload {

    /** Replaces what stands for something in an artifact's name. */
    interface Expander {
        String expand(String text) throws IOException, InterruptedException;
    }

    private final BuildJob job;
    private final Workspace workspace;
    private final ServiceRole role;
    private final FileChooser chooser;
    private final Expander expander;

    ArtifactUpload(BuildJob job, Workspace workspace, ServiceRole role, BuildLog log, Expander expander) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
        this.chooser = new FileChooser(workspace, log);
        this.expander = expander;
    }

    /** The primary artifact; empty when the project makes none. */
    Optional<BuildArtifacts> primary(Buildspec spec) throws IOException, PhaseFailure, InterruptedException {
        ProjectArtifacts target = job.project().artifacts();
        if (target.type() == ArtifactsType.NO_ARTIFACTS) {
            return Optional.empty();
        }
        Buildspec.Artifacts artifacts =
                spec.artifacts().orElseThrow(() -> PhaseFailure.client("no matching artifact paths found"));
        return Optional.of(upload(artifacts, target));
    }

    List<BuildArtifacts> secondary(Buildspec spec) throws IOException, PhaseFailure, InterruptedException {
        List<BuildArtifacts> uploaded = new ArrayList<>();
        for (ProjectArtifacts target : job.project().secondaryArtifacts()) {
            Optional<Buildspec.Artifacts> artifacts =
                    spec.artifacts().map(all -> all.secondary().get(target.artifactIdentifier()));
            if (target.type() != ArtifactsType.NO_ARTIFACTS) {
                uploaded.add(upload(
                        artifacts.orElseThrow(() -> PhaseFailure.client(
                                "no artifact definition found for identifier " + target.artifactIdentifier())),
                        target));
            }
        }
        return uploaded;
    }

    private BuildArtifacts upload(Buildspec.Artifacts artifacts, ProjectArtifacts target)
            throws IOException, PhaseFailure, InterruptedException {
        Map<String, Path> files = chooser.choose(artifacts.files());
        String key = key(target, artifacts);
        BuildArtifacts.Builder uploaded = BuildArtifacts.builder()
                .location("arn:aws:s3:::" + bucket(target) + "/" + key)
                .overrideArtifactName(target.overrideArtifactName())
                .encryptionDisabled(target.encryptionDisabled())
                .artifactIdentifier(target.artifactIdentifier())
                .bucketOwnerAccess(target.bucketOwnerAccess());
        try {
            if (target.packaging() == ArtifactPackaging.ZIP) {
                Path archive = workspace.staging().resolve("artifact.zip");
                Archives.pack(files, archive);
                put(bucket(target), key, archive);
                uploaded.md5sum(digest(archive, "MD5")).sha256sum(digest(archive, "SHA-256"));
            } else {
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    put(bucket(target), key + "/" + file.getKey(), file.getValue());
                }
            }
        } catch (SdkException e) {
            throw PhaseFailure.client("Error in UPLOAD_ARTIFACTS phase: " + SdkErrors.describe(e));
        }
        return uploaded.build();
    }

    private static String bucket(ProjectArtifacts target) {
        return target.location().replaceFirst("^arn:aws:s3:::", "").replaceFirst("/.*$", "");
    }

    /** API reference, ProjectArtifacts: {@code path/buildId/name}. */
    private String key(ProjectArtifacts target, Buildspec.Artifacts artifacts)
            throws IOException, InterruptedException {
        StringBuilder key = new StringBuilder();
        Optional.ofNullable(target.path())
                .map(path -> path.replaceAll("^/+|/+$", ""))
                .filter(path -> !path.isEmpty())
                .ifPresent(path -> key.append(path).append('/'));
        if (target.namespaceType() == ArtifactNamespace.BUILD_ID) {
            key.append(job.uuid()).append('/');
        }
        String name = Optional.ofNullable(target.name()).orElse(job.project().name());
        if (Boolean.TRUE.equals(target.overrideArtifactName())
                && artifacts.name().isPresent()) {
            name = expander.expand(artifacts.name().get());
        }
        key.append(name.replaceAll("^/+", ""));
        return key.toString().replaceAll("/+$", "");
    }

    private void put(String bucket, String key, Path file) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(role.signature())
                .build();
        job.clients().s3().get().putObject(request, RequestBody.fromFile(file));
    }

    private static String digest(Path file, String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance(algorithm))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm + ".", e);
        }
    }
}
