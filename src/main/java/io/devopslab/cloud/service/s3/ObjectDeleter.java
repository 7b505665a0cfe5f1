package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.*;

/** Deletes objects: for good, or behind a delete marker where the bucket is versioned. */
final class ObjectDeleter {

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;
    private final ObjectEvents events;

    ObjectDeleter(ServiceContext context, Buckets buckets, ObjectTable objects, ObjectEvents events) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
        this.events = events;
    }

    DeleteObjectResponse delete(DeleteObjectRequest request) {
        Bucket bucket = buckets.require(request);
        checkBypass(request.bypassGovernanceRetention());
        String key = ObjectKeys.check(request.key());
        return context.store().write(() -> {
            if (request.ifMatch() != null) {
                Conditions.checkWrite(objects.latest(bucket.name(), key), request.ifMatch(), null);
            }
            Optional<StoredObject> gone = remove(bucket.name(), key, request.versionId(), request);
            boolean marker = gone.filter(StoredObject::deleteMarker).isPresent();
            return DeleteObjectResponse.builder()
                    .deleteMarker(marker ? true : null)
                    .versionId(
                            request.versionId() != null
                                    ? request.versionId()
                                    : gone.filter(StoredObject::deleteMarker)
                                            .map(StoredObject::version)
                                            .orElse(null))
                    .build();
        });
    }

    private static void checkBypass(@Nullable Boolean bypass) {
        if (bypass != null) {
            throw S3Errors.invalidArgument(
                    "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.");
        }
    }

    /** Deletes inside a write, and returns what went or the marker that came; empty when there was nothing. */
    private Optional<StoredObject> remove(String bucketName, String key, @Nullable String version, AwsRequest request) {
        Bucket bucket = buckets.require(bucketName);
        if (version != null) {
            Versions.require(version);
            return erase(objects.version(bucketName, key, version), request);
        }
        if (bucket.versioning().isEmpty()) {
            return erase(objects.latest(bucketName, key), request);
        }
        if (!bucket.isVersioned()) {
            objects.version(bucketName, key, StoredObject.NULL_VERSION).ifPresent(objects::remove);
        }
        StoredObject marker = marker(bucket, key);
        objects.add(marker);
        events.hidden(marker, request);
        return Optional.of(marker);
    }

    private Optional<StoredObject> erase(Optional<StoredObject> object, AwsRequest request) {
        object.ifPresent(gone -> {
            objects.remove(gone);
            events.erased(gone, request);
        });
        return object;
    }

    private StoredObject marker(Bucket bucket, String key) {
        String version = bucket.isVersioned() ? Versions.next(context.ids()) : StoredObject.NULL_VERSION;
        HeadObjectResponse head = HeadObjectResponse.builder()
                .lastModified(context.time().instant().truncatedTo(ChronoUnit.SECONDS))
                .versionId(version)
                .build();
        return new StoredObject(bucket.name(), key, version, true, head, List.of(), List.of(), List.of());
    }

    DeleteObjectsResponse delete(DeleteObjectsRequest request) {
        Bucket bucket = buckets.require(request);
        checkBypass(request.bypassGovernanceRetention());
        List<ObjectIdentifier> wanted =
                request.delete() == null ? List.of() : request.delete().objects();
        if (wanted.isEmpty() || wanted.size() > 1000) {
            throw S3Errors.malformedXml();
        }
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier one : wanted) {
            try {
                deleted.add(context.store().write(() -> delete(bucket.name(), one, request)));
            } catch (AwsServiceException e) {
                errors.add(S3Error.builder()
                        .key(one.key())
                        .versionId(one.versionId())
                        .code(e.awsErrorDetails().errorCode())
                        .message(e.awsErrorDetails().errorMessage())
                        .build());
            }
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(quiet ? null : deleted)
                .errors(errors.isEmpty() ? null : errors)
                .build();
    }

    private DeletedObject delete(String bucket, ObjectIdentifier one, AwsRequest request) {
        String key = ObjectKeys.check(one.key());
        if (one.eTag() != null) {
            Conditions.checkWrite(objects.latest(bucket, key), one.eTag(), null);
        }
        if (one.versionId() != null && !Versions.isPossible(one.versionId())) {
            throw S3Errors.noSuchVersion();
        }
        Optional<StoredObject> gone = remove(bucket, key, one.versionId(), request);
        DeletedObject.Builder deleted = DeletedObject.builder().key(key).versionId(one.versionId());
        gone.filter(StoredObject::deleteMarker)
                .ifPresent(marker -> deleted.deleteMarker(true).deleteMarkerVersionId(marker.version()));
        return deleted.build();
    }
}
