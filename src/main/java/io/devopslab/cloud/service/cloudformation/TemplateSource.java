package io.devopslab.cloud.service.cloudformation;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** Where a template's text comes from: the request itself, or an object of S3. */
final class TemplateSource {

    private static final int MAX_BODY = 51_200;
    private static final int MAX_OBJECT = 1_048_576;

    private static final Pattern VIRTUAL_HOST = Pattern.compile(
            "(?<bucket>.+)\\.s3[.-](?:dualstack\\.)?(?:[a-z0-9-]+\\.)?(?:amazonaws\\.com|localhost|127\\.0\\.0\\.1).*"
                    + "|(?<plain>.+)\\.s3\\.amazonaws\\.com");

    private final Supplier<S3Client> s3;

    TemplateSource(Supplier<S3Client> s3) {
        this.s3 = s3;
    }

    /** The template given by one of the two members of a request; empty when neither is there. */
    Optional<String> find(@Nullable String body, @Nullable String url) {
        if (body != null && url != null) {
            throw Problems.validation("Only one of TemplateBody or TemplateURL may be specified.");
        }
        return body != null
                ? Optional.of(checked(body))
                : Optional.ofNullable(url).map(place -> fetch(place, "TemplateURL", "Template", MAX_OBJECT));
    }

    /** The template given by one of the two members, one of which must be there. */
    String get(@Nullable String body, @Nullable String url) {
        return find(body, url)
                .orElseThrow(() -> Problems.validation("Either Template URL or Template Body must be specified."));
    }

    private static String checked(String body) {
        Checks.nonEmpty(body, "templateBody");
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BODY) {
            // AWS repeats the whole value here, which helps nobody.
            throw Problems.validation("1 validation error detected: Value at 'templateBody' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + MAX_BODY);
        }
        return body;
    }

    /**
     * The text of an object of S3.
     *
     * @param member the member of the request that names it
     * @param what what it is
     * @param most how many bytes it may have
     */
    String fetch(String url, String member, String what, int most) {
        Place place = place(url, member);
        try {
            Long length = s3.get()
                    .headObject(HeadObjectRequest.builder()
                            .bucket(place.bucket())
                            .key(place.key())
                            .build())
                    .contentLength();
            if (length != null && length > most) {
                throw Problems.validation(what + " may not exceed " + most + " bytes in size.");
            }
            return s3.get()
                    .getObjectAsBytes(GetObjectRequest.builder()
                            .bucket(place.bucket())
                            .key(place.key())
                            .build())
                    .asUtf8String();
        } catch (software.amazon.awssdk.services.s3.model.S3Exception e) {
            throw notRead(e);
        }
    }

    private static AwsServiceException notRead(AwsServiceException e) {
        return Problems.validation(
                e.statusCode() == 403 || e.statusCode() == 404
                        ? "S3 error: Access Denied\nFor more information check"
                                + " http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
                        : "S3 error: " + e.getMessage());
    }

    private record Place(String bucket, String key) {}

    private static Place place(String url, String member) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw notS3(member);
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        String host = uri.getHost() == null ? "" : uri.getHost();
        if ("s3".equals(uri.getScheme())) {
            throw notS3(member);
        }
        Matcher virtual = VIRTUAL_HOST.matcher(host);
        if (virtual.matches()) {
            String bucket = virtual.group("bucket") == null ? virtual.group("plain") : virtual.group("bucket");
            return place(bucket, path, member);
        }
        int slash = path.indexOf('/');
        return place(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1), member);
    }

    private static Place place(String bucket, String key, String member) {
        if (bucket.isEmpty() || key.isEmpty()) {
            throw notS3(member);
        }
        return new Place(bucket, key);
    }

    private static AwsServiceException notS3(String member) {
        return Problems.validation(member + " must be a supported URL.");
    }
}
