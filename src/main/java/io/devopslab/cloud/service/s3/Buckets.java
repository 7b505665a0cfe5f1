package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** Buckets themselves. */
final class Buckets {

    private static final String US_EAST_1 = "us-east-1";

    private final ServiceContext context;
    private final Table<Bucket> buckets;
    private final ObjectTable objects;
    private final UploadTable uploads;

    Buckets(ServiceContext context, ObjectTable objects, UploadTable uploads) {
        this.context = context;
        this.buckets = context.store().table("buckets", Bucket.class);
        this.objects = objects;
        this.uploads = uploads;
    }

    /** The bucket of that name. */
    Bucket require(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw S3Errors.of("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        return buckets.get(name).orElseThrow(S3Errors::noSuchBucket);
    }

    /** The bucket that a request is for, after a look at the owner whom it expects. */
    Bucket require(S3Request request) {
        Bucket bucket = require(Members.text(request, "Bucket").orElse(null));
        boolean other = Members.text(request, "ExpectedBucketOwner")
                .filter(owner -> !owner.equals(context.scope().account()))
                .isPresent();
        if (other) {
            throw S3Errors.of("AccessDenied", 403, "Access Denied");
        }
        return bucket;
    }

    /** Changes a bucket's settings. */
    void change(S3Request request, UnaryOperator<Bucket> change) {
        context.store().write(() -> {
            Bucket bucket = require(request);
            buckets.put(bucket.name(), change.apply(bucket));
        });
    }

    /**
     * Creates a bucket.
     *
     * @param endpointRegion the region whose endpoint the request came to
     */
    CreateBucketResponse create(CreateBucketRequest request, String endpointRegion) {
        String name = BucketNames.check(request.bucket());
        String region = region(request.createBucketConfiguration(), endpointRegion);
        boolean created = context.store().write(() -> {
            if (buckets.contains(name)) {
                return false;
            }
            Bucket bucket = new Bucket(name, region, context.time().instant(), java.util.Map.of());
            buckets.put(name, BucketDefaults.apply(bucket, request));
            return true;
        });
        if (!created && !(region.equals(US_EAST_1) && require(name).region().equals(US_EAST_1))) {
            throw S3Errors.alreadyOwnedByYou();
        }
        String location = region.equals(US_EAST_1) ? "/" + name : "http://" + name + ".s3.amazonaws.com/";
        return CreateBucketResponse.builder()
                .location(location)
                .bucketArn("arn:aws:s3:::" + name)
                .build();
    }

    private static String region(@Nullable CreateBucketConfiguration configuration, String endpointRegion) {
        String constraint = configuration == null ? null : configuration.locationConstraintAsString();
        if (constraint == null || constraint.isEmpty()) {
            if (!endpointRegion.equals(US_EAST_1)) {
                throw illegalLocation("unspecified");
            }
            return US_EAST_1;
        }
        String region = constraint.equals("EU") ? "eu-west-1" : constraint;
        if (region.equals(US_EAST_1) || !region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw S3Errors.of("InvalidLocationConstraint", 400, "The specified location-constraint is not valid");
        }
        if (!endpointRegion.equals(US_EAST_1) && !endpointRegion.equals(region)) {
            throw illegalLocation(constraint);
        }
        return region;
    }

    private static RuntimeException illegalLocation(String constraint) {
        return S3Errors.of(
                "IllegalLocationConstraintException",
                400,
                "The " + constraint + " location constraint is incompatible for the region specific endpoint this"
                        + " request was sent to.");
    }

    HeadBucketResponse head(HeadBucketRequest request) {
        Bucket bucket = require(request);
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region())
                .bucketArn("arn:aws:s3:::" + bucket.name())
                .accessPointAlias(false)
                .build();
    }

    GetBucketLocationResponse location(GetBucketLocationRequest request) {
        String region = require(request).region();
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals(US_EAST_1) ? null : region)
                .build();
    }

    ListBucketsResponse list(ListBucketsRequest request) {
        int max = request.maxBuckets() == null ? 10_000 : request.maxBuckets();
        if (max < 1 || max > 10_000) {
            throw S3Errors.invalidArgument("Argument max-buckets must be an integer between 1 and 10000");
        }
        String prefix = request.prefix() == null ? "" : request.prefix();
        String after = request.continuationToken() == null ? "" : decode(request.continuationToken());
        List<Bucket> found = buckets.valuesOf(prefix).stream()
                .filter(bucket -> bucket.name().compareTo(after) > 0)
                .filter(bucket ->
                        request.bucketRegion() == null || bucket.region().equals(request.bucketRegion()))
                .toList();
        List<Bucket> page = found.subList(0, Math.min(max, found.size()));
        return ListBucketsResponse.builder()
                .owner(Owners.of(context))
                .prefix(request.prefix())
                .buckets(page.stream().map(Buckets::listed).toList())
                .continuationToken(
                        page.size() < found.size()
                                ? encode(page.get(page.size() - 1).name())
                                : null)
                .build();
    }

    private static software.amazon.awssdk.services.s3.model.Bucket listed(Bucket bucket) {
        return software.amazon.awssdk.services.s3.model.Bucket.builder()
                .name(bucket.name())
                .creationDate(bucket.created())
                .bucketRegion(bucket.region())
                .bucketArn("arn:aws:s3:::" + bucket.name())
                .build();
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
    }

    DeleteBucketResponse delete(DeleteBucketRequest request) {
        context.store().write(() -> {
            Bucket bucket = require(request);
            if (!objects.isEmpty(bucket.name())) {
                throw S3Errors.of(
                        "BucketNotEmpty",
                        409,
                        bucket.versioning().isPresent()
                                ? "The bucket you tried to delete is not empty. You must delete all versions in the"
                                        + " bucket."
                                : "The bucket you tried to delete is not empty");
            }
            buckets.remove(bucket.name());
            uploads.of(bucket.name(), "").forEach(uploads::remove);
        });
        return DeleteBucketResponse.builder().build();
    }
}
