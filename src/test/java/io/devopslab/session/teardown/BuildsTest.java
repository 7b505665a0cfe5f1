package io.devopslab.session.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Operations;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.iam.IamClient;

class BuildsTest {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "codebuild.amazonaws.com"}}]}""";

    @TempDir
    Path directory;

    private TestCloud cloud;
    private Builds builds;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(directory);
        builds = new Builds(new Operations(cloud));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void what_runs_is_stopped() {
        project("slow", "version: 0.2\nphases: {build: {commands: [sleep 300]}}");
        String id = start("slow");
        builds.stopRunning("slow");
        assertThat(build(id).buildStatus()).isEqualTo(StatusType.STOPPED);
    }

    @Test
    void a_project_that_is_not_there_has_nothing_to_stop_and_no_reports() {
        builds.stopRunning("nothing");
        assertThat(builds.reportGroups("nothing")).isEmpty();
    }

    @Test
    void the_report_group_that_a_build_made_is_found_and_deleted() throws InterruptedException {
        project("tested", """
                version: 0.2
                phases:
                  build:
                    commands:
                      - echo '<testsuite name="unit"><testcase name="one"/></testsuite>' > unit.xml
                reports:
                  unit: {files: [unit.xml]}
                """);
        String id = start("tested");
        while (!build(id).buildComplete()) {
            cloud.time().pause(Duration.ofSeconds(1));
        }
        assertThat(builds.reportGroups("tested")).singleElement().asString().endsWith(":report-group/tested-unit");
        String group = builds.reportGroups("tested").iterator().next();
        builds.deleteReportGroup(group);
        builds.deleteReportGroup(group);
        assertThat(client().listReportGroups(r -> {}).reportGroups()).isEmpty();
    }

    private CodeBuildClient client() {
        return cloud.get(CodeBuildClient.class);
    }

    private void project(String name, String buildspec) {
        String role = cloud.get(IamClient.class)
                .createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        client().createProject(r -> r.name(name)
                .serviceRole(role)
                .source(s -> s.type(SourceType.NO_SOURCE).buildspec(buildspec))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image("aws/codebuild/standard:7.0")
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)));
    }

    private String start(String project) {
        return client().startBuild(r -> r.projectName(project)).build().id();
    }

    private Build build(String id) {
        return client().batchGetBuilds(r -> r.ids(id)).builds().get(0);
    }
}
