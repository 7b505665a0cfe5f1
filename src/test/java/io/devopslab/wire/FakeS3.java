package io.devopslab.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An object store of a few lines, which remembers what it was asked. */
class FakeS3 implements S3Client {

    static final Instant MODIFIED = Instant.parse("2026-01-05T09:00:00Z");

    /** An object. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(byte[] content, PutObjectRequest request) {}

    final Map<String, Stored> objects = new ConcurrentHashMap<>();
    final Map<String, String> buckets = new ConcurrentHashMap<>();
    final Map<String, String> policies = new ConcurrentHashMap<>();
    final Map<String, List<Grant>> grants = new ConcurrentHashMap<>();
    final Map<String, byte[]> parts = new ConcurrentHashMap<>();

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        String region = request.createBucketConfiguration() == null
                ? ""
                : request.createBucketConfiguration().locationConstraintAsString();
        buckets.put(request.bucket(), region);
        return CreateBucketResponse.builder().location("/" + request.bucket()).build();
    }

    @Override
    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        List<Bucket> all = buckets.keySet().stream()
                .sorted()
                .map(name -> Bucket.builder().name(name).creationDate(MODIFIED).build())
                .toList();
        return ListBucketsResponse.builder()
                .buckets(all)
                .owner(o -> o.id("owner"))
                .build();
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        String region = buckets.getOrDefault(request.bucket(), "");
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.isEmpty() ? null : region)
                .build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        policies.put(request.bucket(), request.policy());
        return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        return GetBucketPolicyResponse.builder()
                .policy(policies.get(request.bucket()))
                .build();
    }

    @Override
    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
        grants.put(request.bucket(), request.accessControlPolicy().grants());
        return PutBucketAclResponse.builder().build();
    }

    @Override
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
        return GetBucketAclResponse.builder()
                .grants(grants.get(request.bucket()))
                .build();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        objects.put(request.bucket() + "/" + request.key(), new Stored(bytes(body), request));
        return PutObjectResponse.builder().eTag("\"etag\"").build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        parts.put(request.uploadId() + "/" + request.partNumber(), bytes(body));
        return UploadPartResponse.builder().eTag("\"part\"").build();
    }

    private static byte[] bytes(RequestBody body) {
        try (var in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // what the header is called on the wire
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        objects.put(request.destinationBucket() + "/" + request.destinationKey(), stored(request.copySource()));
        return CopyObjectResponse.builder()
                .copyObjectResult(r -> r.eTag("\"copy\"").lastModified(MODIFIED))
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        Stored stored = stored(request.bucket() + "/" + request.key());
        if ("\"etag\"".equals(request.ifNoneMatch())) {
            throw error(S3Exception.builder(), "NotModified", 304, "Not Modified");
        }
        GetObjectResponse response = GetObjectResponse.builder()
                .contentLength((long) stored.content().length)
                .contentType(stored.request().contentType())
                .contentRange(request.range() == null ? null : "bytes 0-1/2")
                .contentEncoding(stored.request().contentEncoding())
                .metadata(stored.request().metadata())
                .lastModified(MODIFIED)
                .eTag("\"etag\"")
                .build();
        try {
            return transformer.transform(
                    response, AbortableInputStream.create(new ByteArrayInputStream(stored.content())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Stored stored = stored(request.bucket() + "/" + request.key());
        return HeadObjectResponse.builder()
                .contentLength((long) stored.content().length)
                .lastModified(MODIFIED)
                .metadata(stored.request().metadata())
                .build();
    }

    final Stored stored(String path) {
        Stored stored = objects.get(path);
        if (stored == null) {
            throw error(NoSuchKeyException.builder(), "NoSuchKey", 404, "The specified key does not exist.");
        }
        return stored;
    }

    static AwsServiceException error(AwsServiceException.Builder builder, String code, int status, String message) {
        return builder.message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        if (request.bucket().equals("nowhere")) {
            throw error(NoSuchBucketException.builder(), "NoSuchBucket", 404, "The specified bucket does not exist");
        }
        String prefix = request.bucket() + "/" + (request.prefix() == null ? "" : request.prefix());
        List<S3Object> found = new TreeMap<>(objects)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .map(entry -> S3Object.builder()
                                .key(entry.getKey().substring(request.bucket().length() + 1))
                                .size((long) entry.getValue().content().length)
                                .lastModified(MODIFIED)
                                .build())
                        .toList();
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .contents(found)
                .keyCount(found.size())
                .commonPrefixes(CommonPrefix.builder().prefix("a/").build())
                .isTruncated(false)
                .build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        objects.remove(request.bucket() + "/" + request.key());
        return DeleteObjectResponse.builder().build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        return DeleteObjectsResponse.builder()
                .deleted(request.delete().objects().stream()
                        .map(o -> DeletedObject.builder().key(o.key()).build())
                        .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
