package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.model.*;

/** Lists all versions and delete markers. */
final class VersionListing {

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;

    VersionListing(ServiceContext context, Buckets buckets, ObjectTable objects) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
    }

    ListObjectVersionsResponse list(ListObjectVersionsRequest request) {
        UnaryOperator<String> encode = ObjectListing.encoding(request.encodingTypeAsString());
        String bucket = buckets.require(request).name();
        String keyMarker = ObjectListing.or(request.keyMarker());
        String versionMarker = ObjectListing.or(request.versionIdMarker());
        if (keyMarker.isEmpty() && !versionMarker.isEmpty()) {
            throw S3Errors.invalidArgument("A version-id marker cannot be specified without a key marker.");
        }
        Walk.Scan scan = new Walk.Scan(
                bucket,
                ObjectListing.or(request.prefix()),
                ObjectListing.or(request.delimiter()),
                ObjectListing.maxKeys(request.maxKeys()),
                true);
        Walk<StoredObject> walk = new Walk<>(objects, scan, Optional::of);
        Optional<Walk.Mark> more =
                scan.max() == 0 ? Optional.empty() : walk.from(place(bucket, keyMarker, versionMarker), keyMarker);
        List<StoredObject> found = walk.entries();
        return ListObjectVersionsResponse.builder()
                .name(bucket)
                .prefix(encode.apply(scan.prefix()))
                .delimiter(scan.delimiter().isEmpty() ? null : encode.apply(scan.delimiter()))
                .keyMarker(encode.apply(keyMarker))
                .versionIdMarker(versionMarker)
                .encodingType(request.encodingType())
                .maxKeys(scan.max())
                .versions(found.stream()
                        .filter(object -> !object.deleteMarker())
                        .map(object -> version(object, encode))
                        .toList())
                .deleteMarkers(found.stream()
                        .filter(StoredObject::deleteMarker)
                        .map(object -> marker(object, encode))
                        .toList())
                .commonPrefixes(ObjectListing.prefixes(walk.commonPrefixes(), encode))
                .isTruncated(more.isPresent())
                .nextKeyMarker(more.map(mark -> encode.apply(mark.name())).orElse(null))
                .nextVersionIdMarker(more.flatMap(Walk.Mark::version).orElse(null))
                .build();
    }

    /** The place after the version that the markers name, or after all versions of the key. */
    private String place(String bucket, String keyMarker, String versionMarker) {
        if (keyMarker.isEmpty()) {
            return ObjectTable.place(bucket, "");
        }
        if (versionMarker.isEmpty()) {
            return ObjectTable.after(bucket, keyMarker);
        }
        Optional<Map.Entry<String, StoredObject>> row = objects.ceiling(bucket, ObjectTable.place(bucket, keyMarker));
        while (row.isPresent() && row.get().getValue().key().equals(keyMarker)) {
            String next = row.get().getKey() + '\0';
            if (row.get().getValue().version().equals(versionMarker)) {
                return next;
            }
            row = objects.ceiling(bucket, next);
        }
        return ObjectTable.after(bucket, keyMarker);
    }

    private boolean isLatest(StoredObject object) {
        return objects.latest(object.bucket(), object.key())
                .filter(latest -> latest.version().equals(object.version()))
                .isPresent();
    }

    private ObjectVersion version(StoredObject object, UnaryOperator<String> encode) {
        return ObjectVersion.builder()
                .key(encode.apply(object.key()))
                .versionId(object.version())
                .isLatest(isLatest(object))
                .lastModified(object.modified())
                .eTag(object.eTag())
                .size(object.size())
                .storageClass(object.storageClass())
                .checksumAlgorithmWithStrings(ObjectListing.algorithms(object.head()))
                .checksumType(object.head().checksumTypeAsString())
                .owner(Owners.of(context))
                .build();
    }

    private DeleteMarkerEntry marker(StoredObject object, UnaryOperator<String> encode) {
        return DeleteMarkerEntry.builder()
                .key(encode.apply(object.key()))
                .versionId(object.version())
                .isLatest(isLatest(object))
                .lastModified(object.modified())
                .owner(Owners.of(context))
                .build();
    }
}
