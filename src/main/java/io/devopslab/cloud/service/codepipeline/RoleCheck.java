package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether CodePipeline may take on the role of a pipeline: it must exist and trust the service. */
final class RoleCheck {

    private static final String SERVICE = "codepipeline.amazonaws.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<IamClient> iam;

    RoleCheck(Supplier<IamClient> iam) {
        this.iam = iam;
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.InvalidStructureException when it may not
     */
    void verify(String roleArn) {
        if (!isTrusting(roleArn)) {
            throw PipelineErrors.structure("CodePipeline is not authorized to perform AssumeRole on role " + roleArn);
        }
    }

    private boolean isTrusting(String roleArn) {
        try {
            String policy = iam.get()
                    .getRole(GetRoleRequest.builder()
                            .roleName(Arns.name(roleArn))
                            .build())
                    .role()
                    .assumeRolePolicyDocument();
            return trusts(JSON.readTree(URLDecoder.decode(policy, StandardCharsets.UTF_8)));
        } catch (NoSuchEntityException | JsonProcessingException e) {
            return false;
        }
    }

    private static boolean trusts(JsonNode policy) {
        JsonNode statements = policy.path("Statement");
        if (statements.isObject()) {
            return allows(statements);
        }
        for (JsonNode statement : statements) {
            if (allows(statement)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allows(JsonNode statement) {
        JsonNode services = statement.path("Principal").path("Service");
        boolean named = services.asText().equals(SERVICE);
        for (JsonNode service : services) {
            named |= service.asText().equals(SERVICE);
        }
        return named && statement.path("Effect").asText().equals("Allow");
    }
}
