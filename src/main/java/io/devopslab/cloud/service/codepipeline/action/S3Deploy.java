package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Puts an artifact into a bucket, whole or file by file (CodePipeline User Guide, "Amazon S3 deploy action"). */
final class S3Deploy implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofMinutes(90);

    private final Supplier<S3Client> s3;
    private final Artifacts artifacts;

    S3Deploy(Supplier<S3Client> s3, Artifacts artifacts) {
        this.s3 = s3;
        this.artifacts = artifacts;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    @Override
    public Progress start(ActionCall call) {
        boolean extract = Boolean.parseBoolean(call.configuration().get("Extract"));
        Optional<String> key = Optional.ofNullable(call.configuration().get("ObjectKey"));
        if (!extract && key.isEmpty()) {
            return new Progress.Failed(
                    "ConfigurationError", "ObjectKey is required when the deployment artifact is not extracted.");
        }
        byte[] content = artifacts.get(call.run().inputs().get(0));
        if (extract) {
            putAll(call, key.map(S3Deploy::folder).orElse(""), content);
        } else {
            put(call, key.orElse(""), content);
        }
        return new Progress.Succeeded(External.summary("Deployment Succeeded"));
    }

    private static String folder(String key) {
        return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }

    private void putAll(ActionCall call, String folder, byte[] content) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    put(call, folder + entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact is not a zip file.", e);
        }
    }

    private void put(ActionCall call, String key, byte[] content) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(call.configuration().get("BucketName"))
                .key(key)
                .cacheControl(call.configuration().get("CacheControl"))
                .acl(call.configuration().get("CannedACL"));
        String type = URLConnection.guessContentTypeFromName(key);
        if (type != null) {
            request.contentType(type);
        }
        s3.get().putObject(request.build(), RequestBody.fromBytes(content));
    }
}
