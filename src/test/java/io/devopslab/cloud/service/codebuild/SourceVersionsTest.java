package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.runtime.git.HostedRepository;
import io.devopslab.cloud.runtime.git.RepositoryHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.iam.IamClient;

/** The forms in which a build may ask for a version of a repository (CodeBuild User Guide, "Source version sample"). */
final class SourceVersionsTest {

    private TestCloud cloud;
    private String first;
    private String second;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        cloud = TestCloud.open(directory);
        cloud.get(CodeCommitClient.class).createRepository(r -> r.repositoryName("shop"));
        first = commit("one", "");
        second = commit("two", first);
        try (HostedRepository repository = ((RepositoryHost) cloud.get(CodeCommitClient.class))
                .host("shop")
                .orElseThrow()) {
            RefUpdate tag = repository.git().updateRef("refs/tags/v1");
            tag.setNewObjectId(ObjectId.fromString(first));
            tag.update();
        }
        String role = cloud.get(IamClient.class)
                .createRole(r -> r.roleName("build").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "codebuild.amazonaws.com"}}]}"""))
                .role()
                .arn();
        codeBuild().createProject(r -> r.name("shop")
                .serviceRole(role)
                .source(s -> s.type(SourceType.CODECOMMIT)
                        .location("https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop")
                        .buildspec("version: 0.2\nphases: {build: {commands: [cat a.txt]}}\n"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                        .image("aws/codebuild/standard:7.0")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CodeBuildClient codeBuild() {
        return cloud.get(CodeBuildClient.class);
    }

    private String commit(String content, String parent) {
        return cloud.get(CodeCommitClient.class)
                .putFile(r -> r.repositoryName("shop")
                        .branchName("main")
                        .filePath("a.txt")
                        .fileContent(SdkBytes.fromUtf8String(content))
                        .parentCommitId(parent.isEmpty() ? null : parent))
                .commitId();
    }

    private Build build(String version) throws InterruptedException {
        String id = codeBuild()
                .startBuild(r -> r.projectName("shop").sourceVersion(version))
                .build()
                .id();
        while (true) {
            Build build = codeBuild().batchGetBuilds(r -> r.ids(id)).builds().get(0);
            if (Boolean.TRUE.equals(build.buildComplete())) {
                return build;
            }
            cloud.time().pause(Duration.ofSeconds(1));
        }
    }

    @Test
    void branches_tags_commits_and_both_are_versions() throws InterruptedException {
        assertThat(build("main").resolvedSourceVersion()).isEqualTo(second);
        assertThat(build("refs/heads/main").resolvedSourceVersion()).isEqualTo(second);
        assertThat(build(first).resolvedSourceVersion()).isEqualTo(first);
        assertThat(build("v1").resolvedSourceVersion()).isEqualTo(first);
        assertThat(build("refs/tags/v1").resolvedSourceVersion()).isEqualTo(first);
        Build both = build("refs/heads/main^{" + first + "}");
        assertThat(both.resolvedSourceVersion()).isEqualTo(first);
        assertThat(both.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
    }

    @Test
    void version_that_is_not_there_fails_the_download() throws InterruptedException {
        Build build = build("v2");

        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(build.phases())
                .filteredOn(phase -> phase.phaseType() == BuildPhaseType.DOWNLOAD_SOURCE)
                .singleElement()
                .satisfies(phase -> assertThat(phase.contexts().get(0).message())
                        .isEqualTo("reference not found for primary source and source version v2"));
    }
}
