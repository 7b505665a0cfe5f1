package io.devopslab.cloud.service.s3;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.*;

/** Reads objects and what is known of them. */
final class ObjectReader {

    private final Buckets buckets;
    private final ObjectTable objects;
    private final Contents contents;
    private final InstantSource time;

    ObjectReader(Buckets buckets, ObjectTable objects, Contents contents, InstantSource time) {
        this.time = time;
        this.buckets = buckets;
        this.objects = objects;
        this.contents = contents;
    }

    /** The version that a request means, which is no delete marker. */
    StoredObject require(Bucket bucket, @Nullable String givenKey, @Nullable String version) {
        String key = ObjectKeys.check(givenKey);
        if (version == null) {
            return objects.latest(bucket.name(), key)
                    .filter(object -> !object.deleteMarker())
                    .map(object -> object.seenIn(bucket))
                    .orElseThrow(S3Errors::noSuchKey);
        }
        StoredObject object = requireVersion(bucket, key, version);
        if (object.deleteMarker()) {
            throw S3Errors.methodNotAllowed();
        }
        return object.seenIn(bucket);
    }

    /** The version whose tags a request means; a delete marker has none, also as the latest. */
    StoredObject requireTaggable(Bucket bucket, @Nullable String key, @Nullable String version) {
        boolean hidden = version == null
                && objects.latest(bucket.name(), ObjectKeys.check(key))
                        .filter(StoredObject::deleteMarker)
                        .isPresent();
        if (hidden) {
            throw S3Errors.methodNotAllowed();
        }
        return require(bucket, key, version);
    }

    private StoredObject requireVersion(Bucket bucket, String key, String version) {
        Versions.require(version);
        return objects.version(bucket.name(), key, version).orElseThrow(S3Errors::noSuchVersion);
    }

    <T> T get(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        StoredObject object = require(buckets.require(request), request.key(), request.versionId());
        new Conditions.OfRead(
                        request.ifMatch(),
                        request.ifNoneMatch(),
                        request.ifModifiedSince(),
                        request.ifUnmodifiedSince(),
                        time.instant(),
                        true)
                .check(object);
        Stretch stretch = Stretch.of(object, request.range(), request.partNumber());
        GetObjectResponse.Builder response = Members.copyAll(
                shown(object, stretch, request.checksumModeAsString(), request.partNumber()),
                GetObjectResponse.builder());
        override(request, response);
        if (!object.tags().isEmpty()) {
            response.tagCount(object.tags().size());
        }
        return hand(response.build(), contents.open(object.content(), stretch.offset(), stretch.length()), transformer);
    }

    @SuppressWarnings("deprecation") // the header's successor takes text, and the request has a time
    private static void override(GetObjectRequest request, GetObjectResponse.Builder response) {
        Optional.ofNullable(request.responseCacheControl()).ifPresent(response::cacheControl);
        Optional.ofNullable(request.responseContentDisposition()).ifPresent(response::contentDisposition);
        Optional.ofNullable(request.responseContentEncoding()).ifPresent(response::contentEncoding);
        Optional.ofNullable(request.responseContentLanguage()).ifPresent(response::contentLanguage);
        Optional.ofNullable(request.responseContentType()).ifPresent(response::contentType);
        Optional.ofNullable(request.responseExpires()).ifPresent(response::expires);
    }

    private static <T> T hand(
            GetObjectResponse response, InputStream content, ResponseTransformer<GetObjectResponse, T> transformer) {
        AbortableInputStream stream = AbortableInputStream.create(content);
        try {
            T result = transformer.transform(response, stream);
            if (!transformer.needsConnectionLeftOpen()) {
                stream.close();
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("Interrupted while reading an object.", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw SdkClientException.create("The object could not be handed over: " + e.getMessage(), e);
        }
    }

    HeadObjectResponse head(HeadObjectRequest request) {
        StoredObject object = require(buckets.require(request), request.key(), request.versionId());
        new Conditions.OfRead(
                        request.ifMatch(),
                        request.ifNoneMatch(),
                        request.ifModifiedSince(),
                        request.ifUnmodifiedSince(),
                        time.instant(),
                        true)
                .check(object);
        Stretch stretch = Stretch.of(object, request.range(), request.partNumber());
        return shown(object, stretch, request.checksumModeAsString(), request.partNumber());
    }

    private static HeadObjectResponse shown(
            StoredObject object, Stretch stretch, @Nullable String checksumMode, @Nullable Integer partNumber) {
        HeadObjectResponse.Builder head = object.head().toBuilder()
                .contentLength(stretch.length())
                .contentRange(stretch.contentRange().orElse(null));
        if (partNumber != null && !object.parts().isEmpty()) {
            head.partsCount(object.parts().size());
        }
        boolean whole = stretch.length() == object.size();
        if (!"ENABLED".equals(checksumMode) || !whole) {
            withoutChecksum(head);
        }
        return head.build();
    }

    private static void withoutChecksum(HeadObjectResponse.Builder head) {
        head.checksumCRC32(null)
                .checksumCRC32C(null)
                .checksumCRC64NVME(null)
                .checksumSHA1(null)
                .checksumSHA256(null)
                .checksumType((String) null);
    }
}
