package io.devopslab.cloud.service.s3;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.*;

/** Answers GetObjectAttributes. */
final class ObjectAttributesReader {

    private final Buckets buckets;
    private final ObjectReader reader;

    ObjectAttributesReader(Buckets buckets, ObjectReader reader) {
        this.buckets = buckets;
        this.reader = reader;
    }

    GetObjectAttributesResponse get(GetObjectAttributesRequest request) {
        StoredObject object = reader.require(buckets.require(request), request.key(), request.versionId());
        Set<ObjectAttributes> wanted = new HashSet<>(request.objectAttributes());
        if (wanted.isEmpty() || wanted.contains(ObjectAttributes.UNKNOWN_TO_SDK_VERSION)) {
            throw S3Errors.invalidArgument("Invalid attribute name specified.");
        }
        GetObjectAttributesResponse.Builder response = GetObjectAttributesResponse.builder()
                .lastModified(object.modified())
                .versionId(object.head().versionId());
        if (wanted.contains(ObjectAttributes.E_TAG)) {
            response.eTag(object.eTag().replace("\"", ""));
        }
        if (wanted.contains(ObjectAttributes.OBJECT_SIZE)) {
            response.objectSize(object.size());
        }
        if (wanted.contains(ObjectAttributes.STORAGE_CLASS)) {
            response.storageClass(object.storageClass());
        }
        if (wanted.contains(ObjectAttributes.CHECKSUM)) {
            response.checksum(Members.copyAll(object.head(), Checksum.builder()).build());
        }
        if (wanted.contains(ObjectAttributes.OBJECT_PARTS) && !object.parts().isEmpty()) {
            response.objectParts(parts(object, request));
        }
        return response.build();
    }

    /** The parts are listed only where each has a checksum. */
    private static GetObjectAttributesParts parts(StoredObject object, GetObjectAttributesRequest request) {
        GetObjectAttributesParts.Builder parts = GetObjectAttributesParts.builder()
                .totalPartsCount(object.parts().size());
        boolean listed = object.parts().stream()
                .noneMatch(part -> Members.checksums(part).isEmpty());
        if (!listed) {
            return parts.build();
        }
        int marker = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        int max = ObjectListing.maxKeys(request.maxParts());
        List<ObjectPart> rest = object.parts().stream()
                .filter(part -> part.partNumber() > marker)
                .toList();
        List<ObjectPart> page = rest.subList(0, Math.min(max, rest.size()));
        return parts.partNumberMarker(marker)
                .nextPartNumberMarker(
                        page.isEmpty() ? 0 : page.get(page.size() - 1).partNumber())
                .maxParts(max)
                .isTruncated(page.size() < rest.size())
                .parts(page)
                .build();
    }
}
