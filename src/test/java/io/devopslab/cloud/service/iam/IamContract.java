package io.devopslab.cloud.service.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** What IAM promises to those who know nothing but its client. */
abstract class IamContract {

    static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"Service": "codebuild.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";
    static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    abstract Clients clients();

    IamClient iam() {
        return clients().get(IamClient.class);
    }

    Role role(String name) {
        return iam().createRole(CreateRoleRequest.builder()
                        .roleName(name)
                        .assumeRolePolicyDocument(TRUST)
                        .build())
                .role();
    }

    static void assertFails(ThrowingCallable call, String code, int status, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    @Test
    void role_shows_its_trust_policy_percent_encoded() {
        role("encoded");

        Role found = iam().getRole(GetRoleRequest.builder().roleName("encoded").build())
                .role();

        assertThat(found.arn()).endsWith(":role/encoded");
        assertThat(found.roleId()).startsWith("AROA");
        assertThat(found.maxSessionDuration()).isEqualTo(3600);
        assertThat(found.assumeRolePolicyDocument()).startsWith("%7B").doesNotContain("+");
        assertThat(URLDecoder.decode(found.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);
    }

    @Test
    void second_role_of_the_same_name_in_another_case_is_refused() {
        role("taken");

        assertFails(() -> role("TAKEN"), "EntityAlreadyExists", 409, "Role with name TAKEN already exists.");
    }

    @Test
    void missing_role_is_named() {
        GetRoleRequest request = GetRoleRequest.builder().roleName("absent").build();

        assertThatThrownBy(() -> iam().getRole(request)).isInstanceOf(NoSuchEntityException.class);
        assertFails(() -> iam().getRole(request), "NoSuchEntity", 404, "The role with name absent cannot be found.");
    }

    @Test
    void role_that_still_has_policies_cannot_be_deleted() {
        role("held");
        iam().putRolePolicy(PutRolePolicyRequest.builder()
                .roleName("held")
                .policyName("inline")
                .policyDocument(POLICY)
                .build());
        iam().attachRolePolicy(AttachRolePolicyRequest.builder()
                .roleName("held")
                .policyArn(ADMINISTRATOR)
                .build());
        DeleteRoleRequest delete = DeleteRoleRequest.builder().roleName("held").build();

        assertFails(
                () -> iam().deleteRole(delete),
                "DeleteConflict",
                409,
                "Cannot delete entity, must detach all policies first.");
        iam().detachRolePolicy(DetachRolePolicyRequest.builder()
                .roleName("held")
                .policyArn(ADMINISTRATOR)
                .build());
        assertFails(
                () -> iam().deleteRole(delete),
                "DeleteConflict",
                409,
                "Cannot delete entity, must delete policies first.");
        iam().deleteRolePolicy(DeleteRolePolicyRequest.builder()
                .roleName("held")
                .policyName("inline")
                .build());
        iam().deleteRole(delete);

        assertThatThrownBy(() ->
                        iam().getRole(GetRoleRequest.builder().roleName("held").build()))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                     | This policy contains invalid Json
            []                                                                    | This policy contains invalid Json
            {"Version":"2012-10-17","Statement":[]}                               | Syntax errors in policy.
            {"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:Get*"}} | AssumeRole policy may only specify STS AssumeRole actions.
            {"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}} | Has prohibited field Resource
            """)
    void trust_policy_that_breaks_the_grammar_is_refused(String document, String message) {
        assertFails(
                () -> iam().createRole(CreateRoleRequest.builder()
                        .roleName("malformed")
                        .assumeRolePolicyDocument(document)
                        .build()),
                "MalformedPolicyDocument",
                400,
                message);
    }
}
