package io.devopslab.cloud.service.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.*;

/** What STS promises to those who know nothing but its client and IAM's. */
abstract class StsContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}""";

    abstract Clients clients();

    StsClient sts() {
        return clients().get(StsClient.class);
    }

    Role role(String name) {
        return clients()
                .get(IamClient.class)
                .createRole(CreateRoleRequest.builder()
                        .roleName(name)
                        .path("/ci/")
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
    void caller_of_the_owner_is_the_root_of_the_account() {
        GetCallerIdentityResponse caller =
                sts().getCallerIdentity(GetCallerIdentityRequest.builder().build());

        assertThat(caller.arn()).isEqualTo("arn:aws:iam::" + caller.account() + ":root");
        assertThat(caller.userId()).isEqualTo(caller.account());
    }

    @Test
    void session_of_a_role_has_temporary_keys() {
        Role role = role("deploy");

        AssumeRoleResponse session = sts().assumeRole(AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName("release-7")
                .durationSeconds(900)
                .build());

        assertThat(session.assumedRoleUser().arn()).endsWith(":assumed-role/deploy/release-7");
        assertThat(session.assumedRoleUser().assumedRoleId()).isEqualTo(role.roleId() + ":release-7");
        assertThat(session.credentials().accessKeyId()).startsWith("ASIA").hasSize(20);
        assertThat(session.credentials().secretAccessKey()).hasSize(40);
        assertThat(session.credentials().sessionToken()).isNotEmpty();
    }

    @Test
    void role_that_does_not_exist_cannot_be_assumed() {
        String arn = "arn:aws:iam::123456789012:role/absent";

        assertFails(
                () -> sts().assumeRole(AssumeRoleRequest.builder()
                        .roleArn(arn)
                        .roleSessionName("session")
                        .build()),
                "AccessDenied",
                403,
                "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: "
                        + arn);
    }

    @Test
    void session_cannot_be_longer_than_the_role_allows() {
        Role role = role("short");

        assertFails(
                () -> sts().assumeRole(AssumeRoleRequest.builder()
                        .roleArn(role.arn())
                        .roleSessionName("session")
                        .durationSeconds((int) Duration.ofHours(2).toSeconds())
                        .build()),
                "ValidationError",
                400,
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing-valid-in-here                 | session | nothing-valid-in-here is invalid
            arn:aws:iam::123456789012:user/deploy | session | arn:aws:iam::123456789012:user/deploy is invalid
            arn:aws:iam::123456789012:role/deploy | a:b     | 1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*
            arn:aws:iam::123456789012:role/deploy | a       | 1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2
            """)
    void request_that_breaks_a_constraint_is_refused_in_awss_words(String arn, String session, String message) {
        assertFails(
                () -> sts().assumeRole(AssumeRoleRequest.builder()
                        .roleArn(arn)
                        .roleSessionName(session)
                        .build()),
                "ValidationError",
                400,
                message);
    }

    @Test
    void missing_members_are_counted() {
        assertFails(
                () -> sts().assumeRole(AssumeRoleRequest.builder().build()),
                "ValidationError",
                400,
                "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be"
                        + " null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void session_token_of_a_user_is_temporary() {
        Credentials credentials = sts().getSessionToken(
                        GetSessionTokenRequest.builder().durationSeconds(900).build())
                .credentials();

        assertThat(credentials.accessKeyId()).startsWith("ASIA");
        assertThat(sts().getAccessKeyInfo(GetAccessKeyInfoRequest.builder()
                                .accessKeyId(credentials.accessKeyId())
                                .build())
                        .account())
                .isEqualTo(sts().getCallerIdentity(
                                GetCallerIdentityRequest.builder().build())
                        .account());
    }

    @Test
    void session_policy_must_be_json() {
        Role role = role("narrowed");
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(role.arn()).roleSessionName("session");

        assertFails(
                () -> sts().assumeRole(request.policy("{").build()),
                "MalformedPolicyDocument",
                400,
                "This policy contains invalid Json");
        assertThat(sts().assumeRole(request.policy("{\"Statement\": []}").build())
                        .packedPolicySize())
                .isPositive();
    }

    @Test
    void session_tags_are_checked() {
        Role role = role("tagging");
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(role.arn()).roleSessionName("session");
        Tag lower = Tag.builder().key("team").value("a").build();
        Tag upper = Tag.builder().key("TEAM").value("b").build();

        assertFails(
                () -> sts().assumeRole(request.tags(lower, upper).build()),
                "InvalidParameterValue",
                400,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertFails(
                () -> sts().assumeRole(
                                request.tags(lower).transitiveTagKeys("stage").build()),
                "InvalidParameterValue",
                400,
                "The specified transitive tag key must be included in the requested tags.");
    }
}
