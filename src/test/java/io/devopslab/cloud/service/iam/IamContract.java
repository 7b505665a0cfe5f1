package io.devopslab.cloud.service.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text                                                                                    | Syntax errors in policy.
            {"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}     | Syntax errors in policy.
            {"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}                         | Policy document must be version 2012-10-17 or greater.
            {"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}  | The policy failed legacy parsing
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}                  | Policy statement must contain actions.
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"invalid"}}              | Policy statement must contain resources.
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"invalid","Resource":"*"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a a:b","Resource":"*"}} | Vendor a a is not valid
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s:3:b","Resource":"*"}} | Actions/Condition can contain only one colon.
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"b"}}  | Resource b must be in ARN format or "*".
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"a:b:c"}} | Partition "b" is not valid for resource "arn:b:c:*:*:*".
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3::b"}} | The policy failed legacy parsing
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:us-east-1::b"}} | Resource arn:aws:s3:us-east-1::b can not contain region information.
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}} | Policy document should not specify a principal.
            """)
    void policy_that_breaks_the_grammar_is_refused(String document, String message) {
        assertFails(
                () -> iam().createPolicy(CreatePolicyRequest.builder()
                        .policyName("malformed")
                        .policyDocument(document)
                        .build()),
                "MalformedPolicyDocument",
                400,
                message);
    }

    @Test
    void managed_policy_keeps_five_versions_and_one_default() {
        String arn = iam().createPolicy(CreatePolicyRequest.builder()
                        .policyName("versions")
                        .policyDocument(POLICY)
                        .build())
                .policy()
                .arn();
        CreatePolicyVersionRequest version = CreatePolicyVersionRequest.builder()
                .policyArn(arn)
                .policyDocument(POLICY)
                .build();
        for (int i = 0; i < 4; i++) {
            iam().createPolicyVersion(version);
        }

        assertFails(
                () -> iam().createPolicyVersion(version),
                "LimitExceeded",
                409,
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing"
                        + " version.");
        assertThat(iam().listPolicyVersions(ListPolicyVersionsRequest.builder()
                                .policyArn(arn)
                                .build())
                        .versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v5", "v4", "v3", "v2", "v1");
        assertFails(
                () -> iam().deletePolicyVersion(DeletePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId("v1")
                        .build()),
                "DeleteConflict",
                409,
                "Cannot delete the default version of a policy.");
        assertFails(
                () -> iam().deletePolicyVersion(DeletePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId("five")
                        .build()),
                "ValidationError",
                400,
                "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    }

    @Test
    void policy_of_aws_can_be_attached_and_not_changed() {
        role("administrator");
        iam().attachRolePolicy(AttachRolePolicyRequest.builder()
                .roleName("administrator")
                .policyArn(ADMINISTRATOR)
                .build());

        assertThat(iam().listEntitiesForPolicy(ListEntitiesForPolicyRequest.builder()
                                .policyArn(ADMINISTRATOR)
                                .build())
                        .policyRoles())
                .extracting(PolicyRole::roleName)
                .contains("administrator");
        assertThatThrownBy(() -> iam().deletePolicy(DeletePolicyRequest.builder()
                        .policyArn(ADMINISTRATOR)
                        .build()))
                .isInstanceOfSatisfying(AwsServiceException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(403));
        assertFails(
                () -> iam().attachRolePolicy(AttachRolePolicyRequest.builder()
                        .roleName("administrator")
                        .policyArn("not-an-arn-of-a-policy")
                        .build()),
                "InvalidInput",
                400,
                "ARN not-an-arn-of-a-policy is not valid.");
    }

    private User user(String name) {
        return iam().createUser(CreateUserRequest.builder().userName(name).build())
                .user();
    }

    @Test
    void user_has_at_most_two_access_keys_and_keeps_them_under_a_new_name() {
        user("jane");
        CreateAccessKeyRequest create =
                CreateAccessKeyRequest.builder().userName("jane").build();
        AccessKey first = iam().createAccessKey(create).accessKey();
        iam().createAccessKey(create);

        assertFails(
                () -> iam().createAccessKey(create),
                "LimitExceeded",
                409,
                "Cannot exceed quota for AccessKeysPerUser: 2");
        iam().updateUser(UpdateUserRequest.builder()
                .userName("jane")
                .newUserName("janet")
                .newPath("/team/")
                .build());

        assertThat(first.secretAccessKey()).hasSize(40);
        assertThat(iam().listAccessKeys(ListAccessKeysRequest.builder()
                                .userName("janet")
                                .build())
                        .accessKeyMetadata())
                .extracting(AccessKeyMetadata::accessKeyId)
                .hasSize(2)
                .contains(first.accessKeyId());
        assertFails(
                () -> iam().deleteUser(
                                DeleteUserRequest.builder().userName("janet").build()),
                "DeleteConflict",
                409,
                "Cannot delete entity, must delete access keys first.");
    }

    @Test
    void credentials_for_git_are_named_after_user_and_account_and_tell_the_password_once() {
        user("gita");
        CreateServiceSpecificCredentialRequest create = CreateServiceSpecificCredentialRequest.builder()
                .userName("gita")
                .serviceName("codecommit.amazonaws.com")
                .build();

        ServiceSpecificCredential first =
                iam().createServiceSpecificCredential(create).serviceSpecificCredential();
        ServiceSpecificCredential second =
                iam().createServiceSpecificCredential(create).serviceSpecificCredential();

        assertThat(first.serviceUserName()).matches("gita-at-\\d{12}");
        assertThat(second.serviceUserName()).matches("gita\\+1-at-\\d{12}");
        assertThat(first.servicePassword()).isNotEmpty().isNotEqualTo(second.servicePassword());
        assertThat(iam().listServiceSpecificCredentials(ListServiceSpecificCredentialsRequest.builder()
                                .userName("gita")
                                .build())
                        .serviceSpecificCredentials())
                .hasSize(2);
        assertThatThrownBy(() -> iam().createServiceSpecificCredential(create.toBuilder()
                        .serviceName("sqs.amazonaws.com")
                        .build()))
                .isInstanceOf(ServiceNotSupportedException.class);
    }

    @Test
    void tag_keys_of_roles_have_no_case() {
        role("tagged");
        TagRoleRequest.Builder tag = TagRoleRequest.builder().roleName("tagged");
        iam().tagRole(tag.tags(tag("b", "1"), tag("a", "1")).build());
        iam().tagRole(tag.tags(tag("A", "2")).build());

        assertThat(iam().listRoleTags(
                                ListRoleTagsRequest.builder().roleName("tagged").build())
                        .tags())
                .containsExactly(tag("A", "2"), tag("b", "1"));
        assertFails(
                () -> iam().tagRole(tag.tags(tag("x", "1"), tag("X", "1")).build()),
                "InvalidInput",
                400,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertFails(
                () -> iam().tagRole(tag.tags(tag("k".repeat(129), "1")).build()),
                "ValidationError",
                400,
                "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 128");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void roles_are_listed_by_path_and_page() {
        for (String name : List.of("paged-a", "paged-b", "paged-c")) {
            iam().createRole(CreateRoleRequest.builder()
                    .roleName(name)
                    .path("/paged/")
                    .assumeRolePolicyDocument(TRUST)
                    .build());
        }

        ListRolesResponse first = iam().listRoles(ListRolesRequest.builder()
                .pathPrefix("/paged/")
                .maxItems(2)
                .build());

        assertThat(first.isTruncated()).isTrue();
        assertThat(iam().listRolesPaginator(ListRolesRequest.builder()
                                .pathPrefix("/paged/")
                                .maxItems(2)
                                .build())
                        .roles())
                .extracting(Role::roleName)
                .containsExactly("paged-a", "paged-b", "paged-c");
        assertFails(
                () -> iam().listRoles(
                                ListRolesRequest.builder().marker("nonsense").build()),
                "ValidationError",
                400,
                "Invalid Marker.");
    }

    @Test
    void role_of_a_service_is_changed_by_its_service_alone() {
        Role role = iam().createServiceLinkedRole(CreateServiceLinkedRoleRequest.builder()
                        .awsServiceName("ecs.amazonaws.com")
                        .build())
                .role();

        assertThat(role.arn()).endsWith(":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        assertThatThrownBy(() -> iam().deleteRole(DeleteRoleRequest.builder()
                        .roleName(role.roleName())
                        .build()))
                .isInstanceOf(UnmodifiableEntityException.class);
        String task = iam().deleteServiceLinkedRole(DeleteServiceLinkedRoleRequest.builder()
                        .roleName(role.roleName())
                        .build())
                .deletionTaskId();
        assertThat(iam().getServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusRequest.builder()
                                .deletionTaskId(task)
                                .build())
                        .status())
                .isEqualTo(DeletionTaskStatusType.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "ümlaut", "semi;colon", "slash/ed", "🙂"})
    void odd_name_is_refused(String name) {
        assertFails(
                () -> role(name),
                "ValidationError",
                400,
                "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the"
                        + " following: +=,.@_-");
    }
}
