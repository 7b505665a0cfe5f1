package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeResourcePoliciesRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeResourcePoliciesResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PolicyScope;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourcePolicy;

/**
 * The policies of the account that let other services write log events (API reference, PutResourcePolicy). They are
 * kept, not enforced. Those of a single log group are missing.
 */
final class ResourcePolicies {

    /** CloudWatch Logs User Guide, "CloudWatch Logs quotas". */
    private static final int MOST = 10;

    private static final int MOST_DESCRIBED = 50;
    private static final int LONGEST = 51_200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceContext context;
    private final LogTables tables;

    ResourcePolicies(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    ResourcePolicy put(PutResourcePolicyRequest request) {
        new Constraints()
                .required("policyName", request.policyName())
                .required("policyDocument", request.policyDocument())
                .length("policyDocument", request.policyDocument(), 1, LONGEST)
                .orThrow(LogErrors::invalid);
        requireWholeAccount(request.resourceArn());
        requireDocument(request.policyDocument());
        ResourcePolicy policy = ResourcePolicy.builder()
                .policyName(request.policyName())
                .policyDocument(request.policyDocument())
                .lastUpdatedTime(context.time().instant().toEpochMilli())
                .policyScope(PolicyScope.ACCOUNT)
                .build();
        tables.store().write(() -> {
            if (!tables.resourcePolicies().contains(policy.policyName())
                    && tables.resourcePolicies().size() >= MOST) {
                throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
            }
            tables.resourcePolicies().put(policy.policyName(), policy);
        });
        return policy;
    }

    /**
     * @throws UnsupportedOperationException when the policy is one of a log group
     */
    private static void requireWholeAccount(@Nullable String resourceArn) {
        if (resourceArn != null) {
            throw new UnsupportedOperationException("Resource policies of single log groups");
        }
    }

    private static void requireDocument(String document) {
        boolean valid;
        try {
            valid = JSON.readTree(document).path("Statement").isContainerNode();
        } catch (JsonProcessingException e) {
            valid = false;
        }
        if (!valid) {
            throw LogErrors.invalid("The policy document is not valid.");
        }
    }

    void delete(DeleteResourcePolicyRequest request) {
        new Constraints().required("policyName", request.policyName()).orThrow(LogErrors::invalid);
        requireWholeAccount(request.resourceArn());
        if (tables.resourcePolicies().remove(request.policyName()).isEmpty()) {
            throw LogErrors.notFound("Policy with name [" + request.policyName() + "] does not exist.");
        }
    }

    DescribeResourcePoliciesResponse describe(DescribeResourcePoliciesRequest request) {
        new Constraints()
                .range("limit", request.limit(), 1, MOST_DESCRIBED)
                .oneOf("policyScope", request.policyScopeAsString(), PolicyScope.knownValues())
                .orThrow(LogErrors::invalid);
        boolean wholeAccount = request.resourceArn() == null && request.policyScope() != PolicyScope.RESOURCE;
        List<ResourcePolicy> found = wholeAccount ? tables.resourcePolicies().values() : List.of();
        Page<ResourcePolicy> page =
                LogPages.of(found, ResourcePolicy::policyName, request.nextToken(), request.limit(), MOST_DESCRIBED);
        return DescribeResourcePoliciesResponse.builder()
                .resourcePolicies(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
