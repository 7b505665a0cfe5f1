package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** {@code AWS::S3::Bucket}. */
final class BucketResource implements ResourceHandler {

    private static final String US_EAST_1 = "us-east-1";

    /** The regions whose website endpoints have a dash before the region; the others have a dot. */
    private static final Set<String> DASHED_WEBSITES = Set.of(
            US_EAST_1,
            "us-west-1",
            "us-west-2",
            "ap-northeast-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-west-1",
            "sa-east-1");

    private final Supplier<S3Client> client;

    BucketResource(Supplier<S3Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::S3::Bucket";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("BucketName", "ObjectLockEnabled");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        BucketConfigurations.rejectUnknown(properties, BucketConfigurations.PROPERTIES);
        String name =
                properties.path("BucketName").asText(request.generatedName().toLowerCase(Locale.ROOT));
        String region = request.stackId().split(":", 5)[3];
        List<Tag> tags = tags(ResourceTags.all(request, properties.path("Tags")));
        try {
            client.get()
                    .createBucket(CreateBucketRequest.builder()
                            .bucket(name)
                            .createBucketConfiguration(CreateBucketConfiguration.builder()
                                    .locationConstraint(region.equals(US_EAST_1) ? null : region)
                                    .tags(tags)
                                    .build())
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (BucketAlreadyOwnedByYouException e) {
            if (!ResourceTags.isMadeFor(request, tagsOf(name))) {
                throw e;
            }
        }
        new BucketConfigurations(client.get(), name).apply(properties, request.previous());
        return provisioned(name, region);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties();
        BucketConfigurations.rejectUnknown(properties, BucketConfigurations.PROPERTIES);
        String name = request.physicalId();
        client.get()
                .putBucketTagging(PutBucketTaggingRequest.builder()
                        .bucket(name)
                        .tagging(Tagging.builder()
                                .tagSet(tags(ResourceTags.all(request, properties.path("Tags"))))
                                .build())
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
        new BucketConfigurations(client.get(), name).apply(properties, request.previous());
        return provisioned(name, region(name));
    }

    private String region(String name) {
        return client.get()
                .headBucket(HeadBucketRequest.builder().bucket(name).build())
                .bucketRegion();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private Map<String, String> tagsOf(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        try {
            client.get()
                    .getBucketTagging(
                            GetBucketTaggingRequest.builder().bucket(name).build())
                    .tagSet()
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
        } catch (S3Exception e) {
            // It has no tags.
        }
        return tags;
    }

    private static Provisioned provisioned(String name, String region) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        String separator = DASHED_WEBSITES.contains(region) ? "-" : ".";
        attributes
                .put("Arn", "arn:aws:s3:::" + name)
                .put("DomainName", name + ".s3.amazonaws.com")
                .put("RegionalDomainName", name + ".s3." + region + ".amazonaws.com")
                .put("DualStackDomainName", name + ".s3.dualstack." + region + ".amazonaws.com")
                .put("WebsiteURL", "http://" + name + ".s3-website" + separator + region + ".amazonaws.com");
        return new Provisioned(name, attributes);
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteBucket(DeleteBucketRequest.builder()
                            .bucket(request.physicalId())
                            .build());
        } catch (NoSuchBucketException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            region(physicalId);
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        }
        ObjectNode properties = new BucketConfigurations(client.get(), physicalId).read();
        return Optional.of(properties.put("BucketName", physicalId));
    }
}
