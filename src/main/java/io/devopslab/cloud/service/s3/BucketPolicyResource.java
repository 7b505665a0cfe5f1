package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** {@code AWS::S3::BucketPolicy}. Its identifier is the bucket's name. */
final class BucketPolicyResource implements ResourceHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<S3Client> client;

    BucketPolicyResource(Supplier<S3Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::S3::BucketPolicy";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Bucket");
    }

    /** A bucket has one policy, so that a second resource for the same bucket is a mistake. */
    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        BucketConfigurations.rejectUnknown(properties, Set.of("Bucket", "PolicyDocument"));
        String bucket = properties.path("Bucket").asText();
        Optional<ObjectNode> present = read(bucket);
        if (present.isPresent() && !present.get().path("PolicyDocument").equals(properties.path("PolicyDocument"))) {
            throw new IllegalArgumentException("The bucket policy already exists on bucket " + bucket + ".");
        }
        return put(bucket, properties);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        BucketConfigurations.rejectUnknown(request.properties(), Set.of("Bucket", "PolicyDocument"));
        return put(request.physicalId(), request.properties());
    }

    private Provisioned put(String bucket, ObjectNode properties) {
        JsonNode document = properties.path("PolicyDocument");
        client.get()
                .putBucketPolicy(PutBucketPolicyRequest.builder()
                        .bucket(bucket)
                        .policy(document.isTextual() ? document.textValue() : document.toString())
                        .build());
        return new Provisioned(bucket, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteBucketPolicy(DeleteBucketPolicyRequest.builder()
                            .bucket(request.physicalId())
                            .build());
        } catch (NoSuchBucketException e) {
            // It is gone, and its policy with it.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            String policy = client.get()
                    .getBucketPolicy(
                            GetBucketPolicyRequest.builder().bucket(physicalId).build())
                    .policy();
            ObjectNode properties = JsonNodeFactory.instance.objectNode().put("Bucket", physicalId);
            properties.set("PolicyDocument", JSON.readTree(policy));
            return Optional.of(properties);
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if ("NoSuchBucketPolicy".equals(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw e;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("S3 gave a policy that is no JSON.", e);
        }
    }
}
