package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/**
 * S3 of one account (Amazon S3 API Reference). Access is not checked: whoever has a valid key may do everything.
 * Buckets answer in every region, without the redirects of AWS. Thread-safe.
 */
public final class S3Service implements S3Client {

    private final String region;
    private final Rooms rooms;

    /** The collaborators, which the views of all regions share. */
    private record Rooms(
            Buckets buckets,
            BucketSettings settings,
            BucketPolicies policies,
            ObjectReader reader,
            ObjectWriter writer,
            ObjectCopier copier,
            ObjectDeleter deleter,
            ObjectTags tags,
            ObjectListing listing,
            VersionListing versions,
            ObjectAttributesReader attributes,
            Acls acls,
            MultipartUploads uploads,
            UploadListing uploadListing,
            UploadCompletion completion) {}

    public S3Service(ServiceContext context) {
        this("us-east-1", assemble(context));
    }

    private S3Service(String region, Rooms rooms) {
        this.region = region;
        this.rooms = rooms;
    }

    private static Rooms assemble(ServiceContext context) {
        ObjectTable objects = new ObjectTable(context.store());
        UploadTable uploads = new UploadTable(context.store());
        Buckets buckets = new Buckets(context, objects, uploads);
        Contents contents = new Contents(context.blobs());
        ObjectEvents events = new ObjectEvents(context, buckets, objects);
        ObjectReader reader = new ObjectReader(buckets, objects, contents, context.time());
        ObjectWriter writer = new ObjectWriter(context, buckets, objects, contents, events);
        return new Rooms(
                buckets,
                new BucketSettings(buckets),
                new BucketPolicies(buckets),
                reader,
                writer,
                new ObjectCopier(buckets, reader, writer, contents, events),
                new ObjectDeleter(context, buckets, objects, events),
                new ObjectTags(context, buckets, objects, reader, events),
                new ObjectListing(context, buckets, objects),
                new VersionListing(context, buckets, objects),
                new ObjectAttributesReader(buckets, reader),
                new Acls(context, buckets, reader),
                new MultipartUploads(context, buckets, uploads, contents, reader),
                new UploadListing(context, buckets, uploads),
                new UploadCompletion(context, buckets, uploads, writer, contents, events));
    }

    /** The same S3 at the endpoint of a region, which decides where buckets are created. */
    public S3Service in(String endpointRegion) {
        return new S3Service(endpointRegion, rooms);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing but the store and the blobs, which are the cloud's.
    }

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        return rooms.buckets.create(request, region);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return rooms.writer.put(request, body);
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return rooms.reader.get(request, transformer);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return rooms.buckets.head(request);
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        return rooms.buckets.location(request);
    }

    @Override
    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        return rooms.buckets.list(request);
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        return rooms.buckets.delete(request);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return rooms.reader.head(request);
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        return rooms.copier.copy(request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return rooms.deleter.delete(request);
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        return rooms.deleter.delete(request);
    }

    @Override
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
        return rooms.tags.put(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        return rooms.tags.get(request);
    }

    @Override
    public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request) {
        return rooms.tags.delete(request);
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        return rooms.listing.list(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return rooms.listing.list(request);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        return rooms.versions.list(request);
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        return rooms.policies.put(request);
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        return rooms.policies.get(request);
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
        return rooms.policies.delete(request);
    }

    @Override
    public GetBucketPolicyStatusResponse getBucketPolicyStatus(GetBucketPolicyStatusRequest request) {
        return rooms.policies.status(request);
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        return rooms.settings.putVersioning(request);
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return rooms.settings.getVersioning(request);
    }

    @Override
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        return rooms.settings.putTags(request);
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        return rooms.settings.getTags(request);
    }

    @Override
    public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request) {
        return rooms.settings.deleteTags(request);
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        return rooms.settings.putEncryption(request);
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        return rooms.settings.getEncryption(request);
    }

    @Override
    public DeleteBucketEncryptionResponse deleteBucketEncryption(DeleteBucketEncryptionRequest request) {
        return rooms.settings.deleteEncryption(request);
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        return rooms.settings.putPublicAccessBlock(request);
    }

    @Override
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        return rooms.settings.getPublicAccessBlock(request);
    }

    @Override
    public DeletePublicAccessBlockResponse deletePublicAccessBlock(DeletePublicAccessBlockRequest request) {
        return rooms.settings.deletePublicAccessBlock(request);
    }

    @Override
    public PutBucketOwnershipControlsResponse putBucketOwnershipControls(PutBucketOwnershipControlsRequest request) {
        return rooms.settings.putOwnership(request);
    }

    @Override
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(GetBucketOwnershipControlsRequest request) {
        return rooms.settings.getOwnership(request);
    }

    @Override
    public DeleteBucketOwnershipControlsResponse deleteBucketOwnershipControls(
            DeleteBucketOwnershipControlsRequest request) {
        return rooms.settings.deleteOwnership(request);
    }

    @Override
    public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
            PutBucketLifecycleConfigurationRequest request) {
        return rooms.settings.putLifecycle(request);
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        return rooms.settings.getLifecycle(request);
    }

    @Override
    public DeleteBucketLifecycleResponse deleteBucketLifecycle(DeleteBucketLifecycleRequest request) {
        return rooms.settings.deleteLifecycle(request);
    }

    @Override
    public PutBucketCorsResponse putBucketCors(PutBucketCorsRequest request) {
        return rooms.settings.putCors(request);
    }

    @Override
    public GetBucketCorsResponse getBucketCors(GetBucketCorsRequest request) {
        return rooms.settings.getCors(request);
    }

    @Override
    public DeleteBucketCorsResponse deleteBucketCors(DeleteBucketCorsRequest request) {
        return rooms.settings.deleteCors(request);
    }

    @Override
    public PutBucketWebsiteResponse putBucketWebsite(PutBucketWebsiteRequest request) {
        return rooms.settings.putWebsite(request);
    }

    @Override
    public GetBucketWebsiteResponse getBucketWebsite(GetBucketWebsiteRequest request) {
        return rooms.settings.getWebsite(request);
    }

    @Override
    public DeleteBucketWebsiteResponse deleteBucketWebsite(DeleteBucketWebsiteRequest request) {
        return rooms.settings.deleteWebsite(request);
    }

    @Override
    public PutBucketLoggingResponse putBucketLogging(PutBucketLoggingRequest request) {
        return rooms.settings.putLogging(request);
    }

    @Override
    public GetBucketLoggingResponse getBucketLogging(GetBucketLoggingRequest request) {
        return rooms.settings.getLogging(request);
    }

    @Override
    public PutBucketNotificationConfigurationResponse putBucketNotificationConfiguration(
            PutBucketNotificationConfigurationRequest request) {
        return rooms.settings.putNotification(request);
    }

    @Override
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            GetBucketNotificationConfigurationRequest request) {
        return rooms.settings.getNotification(request);
    }

    @Override
    public PutBucketRequestPaymentResponse putBucketRequestPayment(PutBucketRequestPaymentRequest request) {
        return rooms.settings.putRequestPayment(request);
    }

    @Override
    public GetBucketRequestPaymentResponse getBucketRequestPayment(GetBucketRequestPaymentRequest request) {
        return rooms.settings.getRequestPayment(request);
    }

    @Override
    public PutBucketAccelerateConfigurationResponse putBucketAccelerateConfiguration(
            PutBucketAccelerateConfigurationRequest request) {
        return rooms.settings.putAccelerate(request);
    }

    @Override
    public GetBucketAccelerateConfigurationResponse getBucketAccelerateConfiguration(
            GetBucketAccelerateConfigurationRequest request) {
        return rooms.settings.getAccelerate(request);
    }

    @Override
    public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
        return rooms.settings.getReplication(request);
    }

    @Override
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(GetObjectLockConfigurationRequest request) {
        return rooms.settings.getObjectLock(request);
    }

    @Override
    public GetObjectAttributesResponse getObjectAttributes(GetObjectAttributesRequest request) {
        return rooms.attributes.get(request);
    }

    @Override
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
        return rooms.acls.getBucket(request);
    }

    @Override
    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
        return rooms.acls.putBucket(request);
    }

    @Override
    public GetObjectAclResponse getObjectAcl(GetObjectAclRequest request) {
        return rooms.acls.getObject(request);
    }

    @Override
    public PutObjectAclResponse putObjectAcl(PutObjectAclRequest request) {
        return rooms.acls.putObject(request);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        return rooms.uploads.create(request);
    }

    @Override
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        return rooms.uploads.copy(request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        return rooms.uploads.abort(request);
    }

    @Override
    public ListPartsResponse listParts(ListPartsRequest request) {
        return rooms.uploads.list(request);
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        return rooms.uploadListing.list(request);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        return rooms.completion.complete(request);
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        return rooms.uploads.upload(request, body);
    }
}
