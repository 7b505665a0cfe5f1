package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.*;

/** The contract's chapter on versions. */
abstract class S3VersionContract extends S3ObjectContract {

    private ListObjectVersionsResponse versions(String bucket) {
        return s3().listObjectVersions(
                        ListObjectVersionsRequest.builder().bucket(bucket).build());
    }

    private String get(String bucket, String key, String version) {
        return s3().getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .versionId(version)
                        .build())
                .asUtf8String();
    }

    private DeleteObjectResponse delete(String bucket, String key, String version) {
        return s3().deleteObject(DeleteObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .build());
    }

    @Test
    void each_write_is_a_version_that_stays() {
        String bucket = versionedBucket("versions-stay");
        String first = put(bucket, "key", "1").versionId();
        String second = put(bucket, "key", "2").versionId();

        assertThat(get(bucket, "key")).isEqualTo("2");
        assertThat(get(bucket, "key", first)).isEqualTo("1");
        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(second, first);
        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::isLatest)
                .containsExactly(true, false);
    }

    @Test
    void delete_marker_hides_an_object_until_it_is_deleted_itself() {
        String bucket = versionedBucket("delete-markers");
        String version = put(bucket, "key", "1").versionId();

        DeleteObjectResponse deleted = delete(bucket, "key");

        assertThat(deleted.deleteMarker()).isTrue();
        assertFails(() -> get(bucket, "key"), "NoSuchKey", 404);
        assertFails(() -> get(bucket, "key", deleted.versionId()), "MethodNotAllowed", 405);
        assertThat(get(bucket, "key", version)).isEqualTo("1");
        assertThat(s3().listObjectsV2(
                                ListObjectsV2Request.builder().bucket(bucket).build())
                        .contents())
                .isEmpty();
        assertThat(versions(bucket).deleteMarkers())
                .extracting(DeleteMarkerEntry::isLatest)
                .containsExactly(true);
        assertThat(delete(bucket, "key", deleted.versionId()).deleteMarker()).isTrue();
        assertThat(get(bucket, "key")).isEqualTo("1");
    }

    @Test
    void version_that_is_gone_and_one_that_never_was_are_told_apart() {
        String bucket = versionedBucket("gone-versions");
        String version = put(bucket, "key", "1").versionId();
        delete(bucket, "key", version);

        assertFails(() -> get(bucket, "key", version), "NoSuchVersion", 404);
        assertFails(() -> get(bucket, "key", "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"), "InvalidArgument", 400);
        assertFails(() -> delete(bucket, "key", "no-version"), "InvalidArgument", 400);
    }

    @Test
    void suspended_versioning_keeps_the_old_versions_and_one_null_version() {
        String bucket = versionedBucket("suspended");
        String old = put(bucket, "key", "1").versionId();
        version(bucket, BucketVersioningStatus.SUSPENDED);

        assertThat(put(bucket, "key", "2").versionId()).isNull();
        put(bucket, "key", "3");

        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly("null", old);
        assertThat(get(bucket, "key", "null")).isEqualTo("3");
        assertThat(delete(bucket, "key").versionId()).isEqualTo("null");
        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(old);
    }

    @Test
    void versions_are_listed_page_by_page() {
        String bucket = versionedBucket("paged-versions");
        List<String> keys = List.of("a", "a", "a", "b", "dir/c", "dir/d");
        keys.forEach(key -> put(bucket, key, "x"));

        List<String> found = s3()
                .listObjectVersionsPaginator(ListObjectVersionsRequest.builder()
                        .bucket(bucket)
                        .maxKeys(2)
                        .delimiter("/")
                        .build())
                .stream()
                .flatMap(page -> java.util.stream.Stream.concat(
                        page.versions().stream().map(ObjectVersion::key),
                        page.commonPrefixes().stream().map(CommonPrefix::prefix)))
                .toList();

        assertThat(found).containsExactly("a", "a", "a", "b", "dir/");
    }

    @Test
    void tags_belong_to_a_version() {
        String bucket = versionedBucket("tagged-versions");
        String first = put(bucket, "key", "1").versionId();
        put(bucket, "key", "2");
        s3().putObjectTagging(PutObjectTaggingRequest.builder()
                .bucket(bucket)
                .key("key")
                .versionId(first)
                .tagging(Tagging.builder()
                        .tagSet(Tag.builder().key("stage").value("old").build())
                        .build())
                .build());

        assertThat(tags(bucket, "key")).isEmpty();
        delete(bucket, "key");
        assertFails(() -> tags(bucket, "key"), "MethodNotAllowed", 405);
    }
}
