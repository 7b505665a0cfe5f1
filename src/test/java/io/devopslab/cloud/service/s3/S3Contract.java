package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.*;

/**
 * What S3 promises to those who know nothing but its client. Its chapters are this class, on multipart uploads, and
 * those that it inherits from.
 */
abstract class S3Contract extends S3ListingContract {

    private static final byte[] FIVE_MEBIBYTES = new byte[5 << 20];

    private String begin(String bucket, String key) {
        return s3().createMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType("text/plain")
                        .build())
                .uploadId();
    }

    private CompletedPart upload(String bucket, String key, String id, int number, byte[] content) {
        String eTag = s3().uploadPart(
                        UploadPartRequest.builder()
                                .bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .build(),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    private CompleteMultipartUploadResponse complete(String bucket, String key, String id, CompletedPart... parts) {
        return s3().completeMultipartUpload(CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build())
                .build());
    }

    @Test
    void parts_become_one_object() {
        String bucket = bucket("multipart");
        String id = begin(bucket, "big");
        CompletedPart one = upload(bucket, "big", id, 1, FIVE_MEBIBYTES);
        CompletedPart two = upload(bucket, "big", id, 7, "tail".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        CompleteMultipartUploadResponse completed = complete(bucket, "big", id, one, two);

        assertThat(completed.eTag()).matches("\"[0-9a-f]{32}-2\"");
        assertThat(completed.checksumCRC64NVME()).isNotEmpty();
        HeadObjectResponse head = head(bucket, "big");
        assertThat(head.contentLength()).isEqualTo(FIVE_MEBIBYTES.length + 4L);
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThat(range(bucket, "bytes=" + (FIVE_MEBIBYTES.length - 1) + "-")).isEqualTo("\0tail");
        assertThat(s3().getObjectAsBytes(GetObjectRequest.builder()
                                .bucket(bucket)
                                .key("big")
                                .partNumber(2)
                                .build())
                        .asUtf8String())
                .isEqualTo("tail");
        assertFails(() -> complete(bucket, "big", id, one, two), "NoSuchUpload", 404);
    }

    private String range(String bucket, String range) {
        return s3().getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(bucket)
                        .key("big")
                        .range(range)
                        .build())
                .asUtf8String();
    }

    @Test
    void completion_checks_the_parts() {
        String bucket = bucket("multipart-checks");
        String id = begin(bucket, "big");
        CompletedPart one = upload(bucket, "big", id, 1, new byte[100]);
        CompletedPart two = upload(bucket, "big", id, 2, new byte[100]);

        assertFails(() -> complete(bucket, "big", id, one, two), "EntityTooSmall", 400);
        assertFails(() -> complete(bucket, "big", id, two, one), "InvalidPartOrder", 400);
        assertFails(
                () -> complete(
                        bucket, "big", id, one.toBuilder().eTag("\"abc\"").build()),
                "InvalidPart",
                400);
        assertFails(
                () -> complete(bucket, "big", id, one.toBuilder().partNumber(3).build()), "InvalidPart", 400);
        assertFails(() -> complete(bucket, "big", id), 400);
        assertThat(complete(bucket, "big", id, two).eTag()).endsWith("-1\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void part_number_out_of_range_is_refused(int number) {
        String bucket = "part-number" + number;
        bucket(bucket);
        String id = begin(bucket, "big");

        assertFails(() -> upload(bucket, "big", id, number, new byte[1]), "InvalidArgument", 400);
    }

    @Test
    void aborted_upload_is_gone() {
        String bucket = bucket("aborted");
        String id = begin(bucket, "big");
        upload(bucket, "big", id, 1, new byte[1]);
        AbortMultipartUploadRequest abort = AbortMultipartUploadRequest.builder()
                .bucket(bucket)
                .key("big")
                .uploadId(id)
                .build();

        s3().abortMultipartUpload(abort);

        assertFails(() -> s3().abortMultipartUpload(abort), "NoSuchUpload", 404);
        assertFails(() -> upload(bucket, "big", id, 1, new byte[1]), "NoSuchUpload", 404);
    }

    @Test
    void parts_are_listed_page_by_page() {
        String bucket = bucket("listed-parts");
        String id = begin(bucket, "big");
        for (int number : List.of(3, 1, 10)) {
            upload(bucket, "big", id, number, new byte[number]);
        }

        List<Integer> numbers = new ArrayList<>();
        s3().listPartsPaginator(ListPartsRequest.builder()
                        .bucket(bucket)
                        .key("big")
                        .uploadId(id)
                        .maxParts(2)
                        .build())
                .parts()
                .forEach(part -> numbers.add(part.partNumber()));

        assertThat(numbers).containsExactly(1, 3, 10);
    }

    @Test
    void uploads_in_progress_are_listed_by_key_and_then_by_age() {
        String bucket = bucket("listed-uploads");
        String ofB = begin(bucket, "b");
        String first = begin(bucket, "a");
        String second = begin(bucket, "a");
        begin(bucket, "dir/c");

        ListMultipartUploadsRequest.Builder request =
                ListMultipartUploadsRequest.builder().bucket(bucket).delimiter("/");
        ListMultipartUploadsResponse all = s3().listMultipartUploads(request.build());
        ListMultipartUploadsResponse next = s3().listMultipartUploads(request.keyMarker("a")
                .uploadIdMarker(first)
                .maxUploads(1)
                .build());

        assertThat(all.uploads()).extracting(MultipartUpload::uploadId).containsExactly(first, second, ofB);
        assertThat(all.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("dir/");
        assertThat(next.uploads()).extracting(MultipartUpload::uploadId).containsExactly(second);
        assertThat(next.isTruncated()).isTrue();
    }

    @Test
    void part_can_be_copied_out_of_an_object() {
        String bucket = bucket("copied-parts");
        put(bucket, "source", "0123456789");
        String id = begin(bucket, "big");
        UploadPartCopyRequest.Builder copy = UploadPartCopyRequest.builder()
                .sourceBucket(bucket)
                .sourceKey("source")
                .destinationBucket(bucket)
                .destinationKey("big")
                .uploadId(id)
                .partNumber(1);

        String eTag = s3().uploadPartCopy(copy.copySourceRange("bytes=2-4").build())
                .copyPartResult()
                .eTag();
        complete(
                bucket,
                "big",
                id,
                CompletedPart.builder().partNumber(1).eTag(eTag).build());

        assertThat(get(bucket, "big")).isEqualTo("234");
        for (String range : Arrays.asList("2-4", "bytes=4-2", "bytes=-2", "bytes=0-100")) {
            String another = begin(bucket, "big");
            assertFails(
                    () -> s3().uploadPartCopy(copy.uploadId(another)
                            .copySourceRange(range)
                            .build()),
                    "InvalidArgument",
                    400);
        }
    }

    @Test
    void composite_checksum_counts_the_parts() {
        String bucket = bucket("composite");
        String id = s3().createMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key("big")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .build())
                .uploadId();
        UploadPartResponse part = s3().uploadPart(
                        UploadPartRequest.builder()
                                .bucket(bucket)
                                .key("big")
                                .uploadId(id)
                                .partNumber(1)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                .build(),
                        RequestBody.fromString("hello"));

        CompleteMultipartUploadResponse completed = complete(
                bucket,
                "big",
                id,
                CompletedPart.builder()
                        .partNumber(1)
                        .eTag(part.eTag())
                        .checksumSHA256(part.checksumSHA256())
                        .build());

        assertThat(completed.checksumSHA256()).endsWith("-1");
        assertThat(completed.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        assertFails(
                () -> s3().createMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key("big")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                        .checksumType(ChecksumType.COMPOSITE)
                        .build()),
                "InvalidRequest",
                400);
    }
}
