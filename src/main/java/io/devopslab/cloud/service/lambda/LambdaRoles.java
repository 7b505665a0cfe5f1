package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The roles of functions: whether Lambda is trusted to assume one, and sessions of it. */
final class LambdaRoles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRINCIPAL = "lambda.amazonaws.com";
    private static final String REFUSED = "The role defined for the function cannot be assumed by Lambda.";

    private final Supplier<IamClient> iam;
    private final Supplier<StsClient> sts;

    LambdaRoles(Supplier<IamClient> iam, Supplier<StsClient> sts) {
        this.iam = iam;
        this.sts = sts;
    }

    /** Refuses a role that is not there or does not trust Lambda. */
    void requireTrust(String arn) {
        if (!trusts(arn)) {
            throw LambdaErrors.invalid(REFUSED);
        }
    }

    private boolean trusts(String arn) {
        try {
            Role role = iam.get()
                    .getRole(GetRoleRequest.builder()
                            .roleName(arn.substring(arn.lastIndexOf('/') + 1))
                            .build())
                    .role();
            String policy = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
            return role.arn().equals(arn) && trustsLambda(JSON.readTree(policy));
        } catch (NoSuchEntityException e) {
            return false;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("IAM keeps JSON documents only.", e);
        }
    }

    private static boolean trustsLambda(JsonNode policy) {
        JsonNode statements = policy.path("Statement");
        return statements.isArray()
                ? StreamSupport.stream(statements.spliterator(), false).anyMatch(LambdaRoles::allowsLambda)
                : allowsLambda(statements);
    }

    private static boolean allowsLambda(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow")
                && holds(statement.path("Principal").path("Service"), PRINCIPAL)
                && (holds(statement.path("Action"), "sts:AssumeRole")
                        || holds(statement.path("Action"), "sts:*")
                        || holds(statement.path("Action"), "*"));
    }

    private static boolean holds(JsonNode oneOrMore, String text) {
        return oneOrMore.isArray()
                ? StreamSupport.stream(oneOrMore.spliterator(), false)
                        .anyMatch(node -> node.asText().equals(text))
                : oneOrMore.asText().equals(text);
    }

    /** A function's name may be shorter than a session's, which has two characters at least. */
    private static String sessionName(String functionName) {
        return functionName.length() < 2 ? functionName + "-" : functionName;
    }

    /** A new session of the function's role. */
    Credentials assume(String arn, String functionName) {
        if (!trusts(arn)) {
            throw LambdaErrors.accessDenied(REFUSED);
        }
        try {
            return sts.get()
                    .assumeRole(AssumeRoleRequest.builder()
                            .roleArn(arn)
                            .roleSessionName(sessionName(functionName))
                            .build())
                    .credentials();
        } catch (AwsServiceException e) {
            throw LambdaErrors.accessDenied(REFUSED);
        }
    }
}
