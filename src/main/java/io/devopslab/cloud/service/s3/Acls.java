package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/**
 * Access control lists, as far as buckets of today have them: the owner has all, and nobody else has anything. Buckets
 * whose ownership controls allow lists take the canned ones that say the same, and no other.
 */
final class Acls {

    private static final Set<String> PRIVATE =
            Set.of("private", "bucket-owner-full-control", "bucket-owner-read", "log-delivery-write");

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectReader reader;

    Acls(ServiceContext context, Buckets buckets, ObjectReader reader) {
        this.context = context;
        this.buckets = buckets;
        this.reader = reader;
    }

    static boolean isEnforced(Bucket bucket) {
        return bucket.setting(OwnershipControls.class)
                .filter(controls -> controls.rules().stream()
                        .anyMatch(rule -> rule.objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED))
                .isPresent();
    }

    static RuntimeException notSupported() {
        return S3Errors.of("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    }

    /** A canned list of a write. */
    static void checkCanned(Bucket bucket, String acl) {
        if (isEnforced(bucket)) {
            if (!acl.equals("bucket-owner-full-control") && !acl.equals("private")) {
                throw notSupported();
            }
        } else if (!PRIVATE.contains(acl)) {
            boolean blocked = bucket.setting(PublicAccessBlockConfiguration.class)
                    .filter(PublicAccessBlockConfiguration::blockPublicAcls)
                    .isPresent();
            throw blocked ? S3Errors.of("AccessDenied", 403, "Access Denied") : S3Errors.notImplemented();
        }
    }

    private void put(Bucket bucket, @Nullable String acl, @Nullable AccessControlPolicy policy) {
        if (isEnforced(bucket)) {
            throw notSupported();
        }
        if (acl == null || policy != null) {
            throw S3Errors.notImplemented();
        }
        checkCanned(bucket, acl);
    }

    PutBucketAclResponse putBucket(PutBucketAclRequest request) {
        put(buckets.require(request), request.aclAsString(), request.accessControlPolicy());
        return PutBucketAclResponse.builder().build();
    }

    GetBucketAclResponse getBucket(GetBucketAclRequest request) {
        buckets.require(request);
        return GetBucketAclResponse.builder()
                .owner(Owners.of(context))
                .grants(grants())
                .build();
    }

    PutObjectAclResponse putObject(PutObjectAclRequest request) {
        Bucket bucket = buckets.require(request);
        reader.require(bucket, request.key(), request.versionId());
        put(bucket, request.aclAsString(), request.accessControlPolicy());
        return PutObjectAclResponse.builder().build();
    }

    GetObjectAclResponse getObject(GetObjectAclRequest request) {
        reader.require(buckets.require(request), request.key(), request.versionId());
        return GetObjectAclResponse.builder()
                .owner(Owners.of(context))
                .grants(grants())
                .build();
    }

    private List<Grant> grants() {
        return List.of(Grant.builder()
                .grantee(Grantee.builder()
                        .type(Type.CANONICAL_USER)
                        .id(Owners.of(context).id())
                        .build())
                .permission(Permission.FULL_CONTROL)
                .build());
    }
}
