package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;

/** What CodeBuild promises of sharing with other accounts, and of what an account can have beside its projects. */
abstract class ProjectSharingContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "codebuild.amazonaws.com"}}]}""";
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["codebuild:BatchGetProjects"],
             "Principal": {"AWS": "210987654321"}, "Resource": "*"}]}""";

    private String name = "";
    private String arn = "";

    abstract Clients clients();

    private CodeBuildClient codeBuild() {
        return clients().get(CodeBuildClient.class);
    }

    @BeforeEach
    void makeProject() {
        name = "p-" + UUID.randomUUID();
        String role = clients()
                .get(IamClient.class)
                .createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        arn = create(role);
    }

    private String create(String role) {
        return codeBuild()
                .createProject(r -> r.name(name)
                        .serviceRole(role)
                        .source(s ->
                                s.type("NO_SOURCE").buildspec("version: 0.2\nphases: {build: {commands: ['true']}}"))
                        .artifacts(a -> a.type("NO_ARTIFACTS"))
                        .environment(e -> e.type("LINUX_CONTAINER")
                                .image("aws/codebuild/standard:7.0")
                                .computeType("BUILD_GENERAL1_SMALL")))
                .project()
                .arn();
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_policy_is_kept_with_its_project_and_goes_with_it() {
        assertNotFound(() -> codeBuild().getResourcePolicy(r -> r.resourceArn(arn)));
        assertThat(codeBuild()
                        .putResourcePolicy(r -> r.resourceArn(arn).policy(POLICY))
                        .resourceArn())
                .isEqualTo(arn);
        assertThat(codeBuild().getResourcePolicy(r -> r.resourceArn(arn)).policy())
                .isEqualTo(POLICY);
        codeBuild().deleteResourcePolicy(r -> r.resourceArn(arn));
        codeBuild().deleteResourcePolicy(r -> r.resourceArn(arn));
        assertNotFound(() -> codeBuild().getResourcePolicy(r -> r.resourceArn(arn)));

        codeBuild().putResourcePolicy(r -> r.resourceArn(arn).policy(POLICY));
        String role = codeBuild()
                .batchGetProjects(r -> r.names(name))
                .projects()
                .get(0)
                .serviceRole();
        codeBuild().deleteProject(r -> r.name(name));
        create(role);
        assertNotFound(() -> codeBuild().getResourcePolicy(r -> r.resourceArn(arn)));
    }

    @Test
    void report_groups_are_shared_as_well() {
        String group = codeBuild()
                .createReportGroup(r -> r.name(name).type("TEST").exportConfig(e -> e.exportConfigType("NO_EXPORT")))
                .reportGroup()
                .arn();
        codeBuild().putResourcePolicy(r -> r.resourceArn(group).policy(POLICY));
        assertThat(codeBuild().getResourcePolicy(r -> r.resourceArn(group)).policy())
                .isEqualTo(POLICY);
        assertThat(codeBuild()
                        .getReportGroupTrend(r -> r.reportGroupArn(group).trendField("PASS_RATE"))
                        .rawData())
                .isEmpty();
        codeBuild().deleteReportGroup(r -> r.arn(group));
        assertNotFound(() -> codeBuild().getResourcePolicy(r -> r.resourceArn(group)));
        assertNotFound(() ->
                codeBuild().getReportGroupTrend(r -> r.reportGroupArn(group).trendField("PASS_RATE")));
    }

    @Test
    void a_policy_is_a_document_of_something_that_is_there() {
        assertInvalid(
                () -> codeBuild().putResourcePolicy(r -> r.resourceArn(arn).policy("{")));
        assertInvalid(
                () -> codeBuild().putResourcePolicy(r -> r.resourceArn(arn).policy("[]")));
        assertInvalid(() -> codeBuild().putResourcePolicy(r -> r.resourceArn(arn)));
        assertInvalid(() -> codeBuild().getResourcePolicy(r -> {}));
        assertNotFound(() ->
                codeBuild().putResourcePolicy(r -> r.resourceArn(arn + "-none").policy(POLICY)));
        assertNotFound(
                () -> codeBuild().putResourcePolicy(r -> r.resourceArn(name).policy(POLICY)));
    }

    @Test
    void nothing_is_shared_batched_or_reserved_here() {
        assertThat(codeBuild().listSharedProjects(r -> r.sortBy("ARN")).projects())
                .isEmpty();
        assertThat(codeBuild()
                        .listSharedReportGroups(r -> r.sortOrder("DESCENDING"))
                        .reportGroups())
                .isEmpty();
        assertThat(codeBuild().listSourceCredentials(r -> {}).sourceCredentialsInfos())
                .isEmpty();
        assertThat(codeBuild()
                        .listBuildBatches(r -> r.filter(f -> f.status("FAILED")))
                        .ids())
                .isEmpty();
        assertThat(codeBuild()
                        .listBuildBatchesForProject(r -> r.projectName(name))
                        .ids())
                .isEmpty();
        assertThat(codeBuild().batchGetBuildBatches(r -> r.ids("app:1")).buildBatchesNotFound())
                .containsExactly("app:1");
        assertThat(codeBuild().listFleets(r -> r.maxResults(1)).fleets()).isEmpty();
        assertThat(codeBuild().batchGetFleets(r -> r.names("one", "two")).fleetsNotFound())
                .containsExactly("one", "two");
    }

    @Test
    void listings_of_nothing_take_no_wrong_request() {
        assertInvalid(() -> codeBuild().listSharedProjects(r -> r.sortBy("COLOUR")));
        assertInvalid(() -> codeBuild().listSharedReportGroups(r -> r.maxResults(101)));
        assertInvalid(() -> codeBuild().listBuildBatches(r -> r.filter(f -> f.status("GREEN"))));
        assertInvalid(() -> codeBuild().listBuildBatchesForProject(r -> {}));
        assertNotFound(() -> codeBuild().listBuildBatchesForProject(r -> r.projectName(name + "-none")));
        assertInvalid(() -> codeBuild().batchGetBuildBatches(r -> {}));
        assertInvalid(() -> codeBuild().listFleets(r -> r.nextToken("token")));
        assertInvalid(() -> codeBuild().batchGetFleets(r -> {}));
    }
}
