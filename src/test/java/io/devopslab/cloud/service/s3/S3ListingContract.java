package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.*;

/** The contract's chapter on listings. */
abstract class S3ListingContract extends S3VersionContract {

    private String bucketWith(String name, String... keys) {
        bucket(name);
        for (String key : keys) {
            put(name, key, "x");
        }
        return name;
    }

    @Test
    void keys_below_a_delimiter_are_rolled_up() {
        String bucket = bucketWith("rolled-up", "a", "b/1", "b/2", "c");

        ListObjectsV2Response list = s3().listObjectsV2(ListObjectsV2Request.builder()
                .bucket(bucket)
                .delimiter("/")
                .build());

        assertThat(list.contents()).extracting(S3Object::key).containsExactly("a", "c");
        assertThat(list.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/");
        assertThat(list.keyCount()).isEqualTo(3);
        assertThat(list.isTruncated()).isFalse();
    }

    @Test
    void keys_come_in_the_order_of_their_bytes() {
        String bucket = bucketWith("byte-order", "b", "B", "a", "ü", "\uFF5E", "\uD83D\uDE42", "a/", "a!");

        assertThat(s3().listObjectsV2(
                                ListObjectsV2Request.builder().bucket(bucket).build())
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("B", "a", "a!", "a/", "b", "ü", "\uFF5E", "\uD83D\uDE42");
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        String bucket = bucketWith("paged", "a", "dir/1", "dir/2", "dir/3", "e", "f/1", "g");

        List<String> found = s3()
                .listObjectsV2Paginator(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .delimiter("/")
                        .maxKeys(1)
                        .build())
                .stream()
                .flatMap(page -> Stream.concat(
                        page.contents().stream().map(S3Object::key),
                        page.commonPrefixes().stream().map(CommonPrefix::prefix)))
                .toList();

        assertThat(found).containsExactly("a", "dir/", "e", "f/", "g");
    }

    @Test
    void listing_begins_after_a_key() {
        String bucket = bucketWith("start-after", "test_1", "test_10", "test_2", "test_3");

        ListObjectsV2Response list = s3().listObjectsV2(ListObjectsV2Request.builder()
                .bucket(bucket)
                .startAfter("test_10")
                .maxKeys(1)
                .build());

        assertThat(list.contents()).extracting(S3Object::key).containsExactly("test_2");
        assertThat(list.isTruncated()).isTrue();
        assertThat(list.nextContinuationToken()).isNotEmpty();
    }

    @Test
    void older_listing_goes_on_from_its_marker() {
        String bucket = bucketWith("older-listing", "folder/a/1", "folder/a/2", "folder/x", "folder/y");
        ListObjectsRequest.Builder request = ListObjectsRequest.builder()
                .bucket(bucket)
                .prefix("folder/")
                .delimiter("/")
                .maxKeys(1);

        ListObjectsResponse first = s3().listObjects(request.build());
        ListObjectsResponse second =
                s3().listObjects(request.marker(first.nextMarker()).build());
        ListObjectsResponse inside =
                s3().listObjects(request.marker("folder/a/1").build());

        assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("folder/a/");
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("folder/x");
        assertThat(inside.commonPrefixes()).isEmpty();
        assertThat(inside.contents()).extracting(S3Object::key).containsExactly("folder/x");
        assertThat(first.contents()).isEmpty();
    }

    @Test
    void wrong_token_and_wrong_page_size_are_refused() {
        String bucket = bucket("wrong-token");

        assertFails(
                () -> s3().listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .continuationToken("nonsense")
                        .build()),
                "InvalidArgument",
                400);
        assertFails(
                () -> s3().listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .maxKeys(-1)
                        .build()),
                "InvalidArgument",
                400);
    }

    @Test
    void listing_of_no_keys_is_empty_and_complete() {
        String bucket = bucketWith("no-keys", "a");

        ListObjectsV2Response list = s3().listObjectsV2(
                        ListObjectsV2Request.builder().bucket(bucket).maxKeys(0).build());

        assertThat(list.contents()).isEmpty();
        assertThat(list.isTruncated()).isFalse();
    }
}
