package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** Bucket policies. Their grammar is checked; they neither allow nor deny anything. */
final class BucketPolicies {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Buckets buckets;

    BucketPolicies(Buckets buckets) {
        this.buckets = buckets;
    }

    PutBucketPolicyResponse put(PutBucketPolicyRequest request) {
        Bucket bucket = buckets.require(request);
        check(bucket.name(), request.policy());
        GetBucketPolicyResponse kept =
                GetBucketPolicyResponse.builder().policy(request.policy()).build();
        buckets.change(request, old -> old.with(kept));
        return PutBucketPolicyResponse.builder().build();
    }

    GetBucketPolicyResponse get(GetBucketPolicyRequest request) {
        return find(buckets.require(request));
    }

    private static GetBucketPolicyResponse find(Bucket bucket) {
        return bucket.setting(GetBucketPolicyResponse.class)
                .orElseThrow(() -> S3Errors.of("NoSuchBucketPolicy", 404, "The bucket policy does not exist"));
    }

    DeleteBucketPolicyResponse delete(DeleteBucketPolicyRequest request) {
        buckets.change(request, old -> old.without(GetBucketPolicyResponse.class));
        return DeleteBucketPolicyResponse.builder().build();
    }

    /** A policy that allows anybody, without a condition, makes the bucket public. */
    GetBucketPolicyStatusResponse status(GetBucketPolicyStatusRequest request) {
        boolean open = false;
        for (JsonNode statement : parse(find(buckets.require(request)).policy()).path("Statement")) {
            JsonNode principal = statement.path("Principal");
            boolean anybody = principal.asText().equals("*")
                    || principal.path("AWS").asText().equals("*");
            open |= anybody && statement.path("Effect").asText().equals("Allow") && !statement.has("Condition");
        }
        return GetBucketPolicyStatusResponse.builder()
                .policyStatus(PolicyStatus.builder().isPublic(open).build())
                .build();
    }

    private static void check(String bucket, @Nullable String document) {
        JsonNode policy = parse(document);
        if (policy.path("Statement").isMissingNode()) {
            throw malformed("Missing required field Statement");
        }
        JsonNode statements = policy.get("Statement");
        if (statements.isObject()) {
            checkStatement(bucket, statements);
            return;
        }
        if (!statements.isArray() || statements.isEmpty()) {
            throw malformed("Could not parse the policy: Statement is empty!");
        }
        statements.forEach(statement -> checkStatement(bucket, statement));
    }

    private static void checkStatement(String bucket, JsonNode statement) {
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw malformed(statement.has("Effect") ? "Invalid effect: " + effect : "Missing required field Effect");
        }
        if (!statement.has("Principal") && !statement.has("NotPrincipal")) {
            throw malformed("Missing required field Principal");
        }
        if (!statement.has("Action") && !statement.has("NotAction")) {
            throw malformed("Missing required field Action");
        }
        if (!statement.has("Resource") && !statement.has("NotResource")) {
            throw malformed("Missing required field Resource");
        }
        JsonNode resources = statement.has("Resource") ? statement.get("Resource") : statement.get("NotResource");
        if (resources.isTextual()) {
            checkResource(bucket, resources.asText());
        }
        resources.forEach(resource -> checkResource(bucket, resource.asText()));
    }

    private static void checkResource(String bucket, String resource) {
        String own = "arn:aws:s3:::" + bucket;
        boolean pattern = resource.contains("*") || resource.contains("?");
        if (!resource.equals(own) && !resource.startsWith(own + "/") && !pattern) {
            throw malformed("Policy has invalid resource");
        }
    }

    private static JsonNode parse(@Nullable String document) {
        try {
            JsonNode policy = JSON.readTree(document == null ? "" : document);
            if (!policy.isObject()) {
                throw malformed("Policies must be valid JSON and the first byte must be '{'");
            }
            return policy;
        } catch (JsonProcessingException e) {
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        }
    }

    private static RuntimeException malformed(String message) {
        return S3Errors.of("MalformedPolicy", 400, message);
    }
}
