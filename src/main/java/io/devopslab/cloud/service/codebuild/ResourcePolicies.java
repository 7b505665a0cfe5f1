package io.devopslab.cloud.service.codebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.function.Predicate;
import software.amazon.awssdk.services.codebuild.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.codebuild.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.codebuild.model.PutResourcePolicyRequest;

/**
 * The policies by which projects and report groups are shared with other accounts (CodeBuild API Reference,
 * PutResourcePolicy). They are kept, not enforced.
 */
final class ResourcePolicies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table<String> policies;
    private final Predicate<String> resources;

    /**
     * @param resources tells of an ARN whether it is one of a project or report group that is there
     */
    ResourcePolicies(Store store, Predicate<String> resources) {
        this.policies = store.table("resource-policies", String.class);
        this.resources = resources;
    }

    void put(PutResourcePolicyRequest request) {
        new Constraints()
                .required("policy", request.policy())
                .required("resourceArn", request.resourceArn())
                .length("policy", request.policy(), 1, Integer.MAX_VALUE)
                .length("resourceArn", request.resourceArn(), 1, Integer.MAX_VALUE)
                .orThrow(CodeBuildErrors::invalid);
        if (!resources.test(request.resourceArn())) {
            throw CodeBuildErrors.notFound("Resource not found: " + request.resourceArn());
        }
        if (!isPolicy(request.policy())) {
            throw CodeBuildErrors.invalid("Invalid resource policy");
        }
        policies.put(request.resourceArn(), request.policy());
    }

    private static boolean isPolicy(String text) {
        try {
            return JSON.readTree(text).path("Statement").isContainerNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    String get(GetResourcePolicyRequest request) {
        new Constraints().required("resourceArn", request.resourceArn()).orThrow(CodeBuildErrors::invalid);
        return policies.get(request.resourceArn())
                .orElseThrow(() ->
                        CodeBuildErrors.notFound("Resource policy not found for resource: " + request.resourceArn()));
    }

    /** No error where there is none (CodeBuild API Reference, DeleteResourcePolicy). */
    void delete(DeleteResourcePolicyRequest request) {
        new Constraints().required("resourceArn", request.resourceArn()).orThrow(CodeBuildErrors::invalid);
        forget(request.resourceArn());
    }

    /** Forgets the policy of a resource that is deleted. */
    void forget(String resourceArn) {
        policies.remove(resourceArn);
    }
}
