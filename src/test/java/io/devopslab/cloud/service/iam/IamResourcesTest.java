package io.devopslab.cloud.service.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

final class IamResourcesTest {

    private static final String TRUST = """
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    private static final String DOCUMENT = """
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*",
            "Resource": "*"}]}""";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private @TempDir Path directory;
    private TestCloud cloud;
    private IamClient iam;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(directory);
        iam = cloud.get(IamClient.class);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private ResourceRequests resource(String type, String logicalId) {
        return ResourceRequests.of(IamResources.handlers(() -> iam), type, logicalId);
    }

    @Test
    void role_of_a_template_has_its_policies_and_goes_with_them() {
        ResourceRequests role = resource("AWS::IAM::Role", "BuildRole");

        Provisioned made = role.create("{" + TRUST + ", \"ManagedPolicyArns\": [\"" + ADMINISTRATOR
                + "\"], \"Policies\": [{\"PolicyName\": \"s3\", " + DOCUMENT + "}]}");

        assertThat(made.physicalId()).isEqualTo("cicd-BuildRole-AB12CD34EF56");
        assertThat(made.attributes().path("Arn").asText()).endsWith(":role/cicd-BuildRole-AB12CD34EF56");
        assertThat(role.read().path("ManagedPolicyArns").path(0).asText()).isEqualTo(ADMINISTRATOR);
        assertThat(role.read().path("Policies").path(0).path("PolicyName").asText())
                .isEqualTo("s3");
        role.delete();
        assertThat(role.exists()).isFalse();
    }

    @Test
    void role_that_an_attempt_before_a_kill_made_is_found() {
        resource("AWS::IAM::Role", "Named").create("{\"RoleName\": \"fixed\", " + TRUST + "}");

        Provisioned again = resource("AWS::IAM::Role", "Named").create("{\"RoleName\": \"fixed\", " + TRUST + "}");

        assertThat(again.physicalId()).isEqualTo("fixed");
        assertThatThrownBy(() -> resource("AWS::IAM::Role", "Other").create("{\"RoleName\": \"fixed\", " + TRUST + "}"))
                .isInstanceOf(EntityAlreadyExistsException.class);
    }

    @Test
    void update_of_a_role_leaves_alone_what_others_attached() {
        ResourceRequests role = resource("AWS::IAM::Role", "Shared");
        String name = role.create("{" + TRUST + ", \"Policies\": [{\"PolicyName\": \"mine\", " + DOCUMENT + "}]}")
                .physicalId();
        iam.putRolePolicy(PutRolePolicyRequest.builder()
                .roleName(name)
                .policyName("theirs")
                .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}")
                .build());

        role.update("{" + TRUST + ", \"Description\": \"changed\", \"MaxSessionDuration\": 7200}");

        assertThat(role.read().path("Policies").findValuesAsText("PolicyName")).containsExactly("theirs");
        assertThat(role.read().path("Description").asText()).isEqualTo("changed");
        assertThat(role.read().path("MaxSessionDuration").asInt()).isEqualTo(7200);
        assertThatThrownBy(role::delete)
                .isInstanceOf(DeleteConflictException.class)
                .hasMessageContaining("must delete policies first");
    }

    @Test
    void property_that_the_type_does_not_have_is_refused() {
        assertThatThrownBy(() -> resource("AWS::IAM::Role", "Wrong").create("{" + TRUST + ", \"RolName\": \"typo\"}"))
                .hasMessageContaining("RolName");
        assertThatThrownBy(() -> resource("AWS::IAM::Policy", "Wrong")
                        .create("{\"PolicyName\": \"p\", " + DOCUMENT + ", \"Role\": [\"r\"]}"))
                .hasMessageContaining("Role");
    }

    @Test
    void policy_of_a_template_stands_in_each_of_its_roles() {
        String one = resource("AWS::IAM::Role", "One").create("{" + TRUST + "}").physicalId();
        String two = resource("AWS::IAM::Role", "Two").create("{" + TRUST + "}").physicalId();
        ResourceRequests policy = resource("AWS::IAM::Policy", "Policy");
        String common = "{\"PolicyName\": \"p\", " + DOCUMENT + ", \"Roles\": [";

        policy.create(common + "\"" + one + "\", \"" + two + "\"]}");
        policy.update(common + "\"" + two + "\"]}");

        assertThat(inline(one)).isEmpty();
        assertThat(inline(two)).containsExactly("p");
        policy.delete();
        assertThat(inline(two)).isEmpty();
    }

    @Test
    void user_of_a_template_is_in_its_groups_and_leaves_them() {
        ResourceRequests group = resource("AWS::IAM::Group", "Team");
        String team = group.create("{\"ManagedPolicyArns\": [\"" + ADMINISTRATOR + "\"]}")
                .physicalId();
        ResourceRequests user = resource("AWS::IAM::User", "Jane");
        String name = user.create("{\"Groups\": [\"" + team + "\"]}").physicalId();
        ResourceRequests key = resource("AWS::IAM::AccessKey", "Key");

        Provisioned made = key.create("{\"UserName\": \"" + name + "\"}");

        assertThat(made.attributes().path("SecretAccessKey").asText()).hasSize(40);
        assertThat(iam.getGroup(GetGroupRequest.builder().groupName(team).build())
                        .users())
                .extracting(User::userName)
                .containsExactly(name);
        assertThatThrownBy(user::delete).hasMessageContaining("must delete access keys first");
        key.delete();
        user.delete();
        group.delete();
        assertThat(user.exists()).isFalse();
        assertThat(group.exists()).isFalse();
    }

    @Test
    void instance_profile_of_a_template_carries_its_role() {
        String role =
                resource("AWS::IAM::Role", "Server").create("{" + TRUST + "}").physicalId();
        ResourceRequests profile = resource("AWS::IAM::InstanceProfile", "Profile");

        profile.create("{\"Roles\": [\"" + role + "\"]}");

        assertThat(profile.read().path("Roles").path(0).asText()).isEqualTo(role);
        profile.delete();
        assertThat(profile.exists()).isFalse();
    }

    private java.util.List<String> inline(String role) {
        return iam.listRolePolicies(
                        ListRolePoliciesRequest.builder().roleName(role).build())
                .policyNames();
    }

    @Test
    void managed_policy_gets_a_new_version_for_each_change_and_never_runs_out_of_them() {
        ResourceRequests policy = resource("AWS::IAM::ManagedPolicy", "Managed");
        String arn = policy.create("{" + DOCUMENT + "}").physicalId();

        for (int i = 0; i < 7; i++) {
            policy.update("{" + DOCUMENT.replace("s3:*", "s3:Get" + "Object".repeat(i + 1)) + "}");
        }

        assertThat(iam.getPolicy(GetPolicyRequest.builder().policyArn(arn).build())
                        .policy()
                        .defaultVersionId())
                .isEqualTo("v8");
        policy.delete();
        assertThat(policy.exists()).isFalse();
    }
}
