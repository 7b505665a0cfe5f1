package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.function.CodeArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Functions' code: taken from the request or from S3, kept as a blob, unpacked when it is to run. */
final class CodeStore {

    private static final int MOST_ZIPPED_BYTES = 52_428_800;

    private final Blobs blobs;
    private final Path unpacked;
    private final Supplier<S3Client> s3;

    CodeStore(ServiceContext context, Supplier<S3Client> s3) {
        this.blobs = context.blobs();
        this.unpacked = context.files().resolve("code");
        this.s3 = s3;
    }

    /** Takes the code that a request brings or names, and checks that it is a sound archive. */
    Blob take(UpdateFunctionCodeRequest request) {
        if (request.imageUri() != null) {
            throw new UnsupportedOperationException(
                    "The embedded Lambda does not support functions from container images.");
        }
        Blob blob = request.zipFile() != null ? inline(request.zipFile()) : fromS3(request);
        CodeArchive archive = new CodeArchive(blobs.file(blob));
        try {
            archive.check();
            return blob;
        } catch (CodeArchive.TooLargeException e) {
            throw LambdaErrors.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw LambdaErrors.invalid(
                    "Could not unzip uploaded file. Please check your file, then try to upload again.");
        }
    }

    private Blob inline(SdkBytes zip) {
        byte[] bytes = zip.asByteArrayUnsafe();
        if (bytes.length == 0) {
            throw LambdaErrors.invalid("Uploaded file must be a non-empty zip");
        }
        if (bytes.length > MOST_ZIPPED_BYTES) {
            throw LambdaErrors.invalid("Zipped size must be smaller than " + MOST_ZIPPED_BYTES + " bytes");
        }
        return blobs.put(bytes);
    }

    private Blob fromS3(UpdateFunctionCodeRequest request) {
        if (request.s3Bucket() == null || request.s3Key() == null) {
            throw LambdaErrors.invalid("Please provide a source for your function code.");
        }
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(request.s3Bucket())
                .key(request.s3Key())
                .versionId(request.s3ObjectVersion())
                .build();
        try (InputStream object = s3.get().getObject(get)) {
            return blobs.put(object);
        } catch (AwsServiceException e) {
            throw LambdaErrors.invalid("Error occurred while GetObject. S3 Error Code: "
                    + e.awsErrorDetails().errorCode() + ". S3 Error Message: "
                    + e.awsErrorDetails().errorMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The code of a function cannot be read from S3.", e);
        }
    }

    /** The value of {@code CodeSha256}. */
    static String sha256(Blob blob) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(blob.sha256()));
    }

    /**
     * Where the archive can be read. AWS gives a presigned URL of a bucket of its own; here it is a file on this
     * machine.
     */
    String location(Blob blob) {
        return blobs.file(blob).toUri().toString();
    }

    /** The directory that holds the unpacked code; it must not be changed. */
    Path directory(Blob blob) throws IOException {
        Path directory = unpacked.resolve(blob.sha256());
        new CodeArchive(blobs.file(blob)).unpack(directory);
        return directory;
    }

    /** Deletes what was unpacked for functions that are gone. Only when no function runs. */
    void sweep(Set<String> usedSha256) {
        if (!Files.isDirectory(unpacked)) {
            return;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(unpacked)) {
            for (Path directory : directories) {
                if (!usedSha256.contains(name(directory.getFileName()))) {
                    CodeArchive.delete(directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + unpacked + " cannot be read.", e);
        }
    }

    private static String name(@Nullable Path file) {
        return file == null ? "" : file.toString();
    }
}
