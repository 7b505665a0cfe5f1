package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.service.codecommit.resource.CodeCommitResources;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code AWS::CodeCommit::Repository}. */
final class RepositoryResourceTest {

    private TestCloud cloud;
    private CodeCommitClient client;
    private ResourceHandler handler;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        client = cloud.get(CodeCommitClient.class);
        handler = CodeCommitResources.handlers(() -> client, () -> cloud.get(S3Client.class))
                .get(0);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static ResourceRequest request(String physicalId, String properties, String previous) {
        return new ResourceRequest(
                "stack",
                "arn:aws:cloudformation:eu-west-1:123456789012:stack/stack/1",
                "Repository",
                physicalId,
                json(properties),
                previous.isEmpty() ? JsonNodeFactory.instance.objectNode() : json(previous),
                Map.of("lab", "cicd"),
                "token",
                "stack-Repository-1");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Test
    void repository_is_made_and_shows_its_attributes() {
        Provisioned made = handler.create(request("", "{'RepositoryName':'app','Tags':[{'Key':'a','Value':'1'}]}", ""));

        var metadata = client.getRepository(get -> get.repositoryName("app")).repositoryMetadata();
        assertThat(made.physicalId()).isEqualTo(metadata.repositoryId());
        assertThat(made.attributes().path("Arn").asText()).isEqualTo(metadata.arn());
        assertThat(made.attributes().path("CloneUrlHttp").asText()).isEqualTo(metadata.cloneUrlHttp());
        assertThat(made.attributes().path("CloneUrlSsh").asText()).isEqualTo(metadata.cloneUrlSsh());
        assertThat(made.attributes().path("Name").asText()).isEqualTo("app");
        assertThat(client.listTagsForResource(list -> list.resourceArn(metadata.arn()))
                        .tags())
                .containsEntry("a", "1")
                .containsEntry("lab", "cicd")
                .containsEntry("aws:cloudformation:logical-id", "Repository");
        assertThat(handler.read(made.physicalId()))
                .hasValue(json("{'RepositoryName':'app','Triggers':[],"
                        + "'Tags':[{'Key':'a','Value':'1'},{'Key':'lab','Value':'cicd'}]}"));
    }

    @Test
    void step_taken_again_finds_its_repository_and_leaves_others_alone() {
        Provisioned made = handler.create(request("", "{'RepositoryName':'app'}", ""));
        client.createRepository(create -> create.repositoryName("foreign"));

        assertThat(handler.create(request("", "{'RepositoryName':'app'}", ""))).isEqualTo(made);
        assertThatThrownBy(() -> handler.create(request("", "{'RepositoryName':'foreign'}", "")))
                .isInstanceOf(RepositoryNameExistsException.class);
    }

    @Test
    void update_renames_without_replacement() {
        String before = "{'RepositoryName':'app','Tags':[{'Key':'a','Value':'1'}]}";
        Provisioned made = handler.create(request("", before, ""));

        Provisioned updated = handler.update(
                request(made.physicalId(), "{'RepositoryName':'renamed','RepositoryDescription':'New'}", before));

        assertThat(updated.physicalId()).isEqualTo(made.physicalId());
        var metadata =
                client.getRepository(get -> get.repositoryName("renamed")).repositoryMetadata();
        assertThat(metadata.repositoryDescription()).isEqualTo("New");
        assertThat(client.listTagsForResource(list -> list.resourceArn(metadata.arn()))
                        .tags())
                .doesNotContainKey("a");
    }

    @Test
    void deleted_repository_stays_deleted() {
        Provisioned made = handler.create(request("", "{'RepositoryName':'app'}", ""));

        handler.delete(request(made.physicalId(), "{'RepositoryName':'app'}", ""));
        handler.delete(request(made.physicalId(), "{'RepositoryName':'app'}", ""));

        assertThat(handler.read(made.physicalId())).isEmpty();
    }

    @Test
    void content_comes_from_a_bucket() throws IOException {
        S3Client s3 = cloud.get(S3Client.class);
        s3.createBucket(create ->
                create.bucket("seed").createBucketConfiguration(location -> location.locationConstraint("eu-west-1")));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (int i = 0; i < 150; i++) {
                out.putNextEntry(new ZipEntry("src/" + i + ".txt"));
                out.write(("file " + i).getBytes(StandardCharsets.UTF_8));
            }
        }
        s3.putObject(put -> put.bucket("seed").key("app.zip"), RequestBody.fromBytes(zip.toByteArray()));

        handler.create(request(
                "",
                "{'RepositoryName':'app','Code':{'BranchName':'trunk','S3':{'Bucket':'seed','Key':'app.zip'}}}",
                ""));

        assertThat(client.getFolder(get -> get.repositoryName("app").folderPath("src"))
                        .files())
                .hasSize(150);
        assertThat(client.getRepository(get -> get.repositoryName("app"))
                        .repositoryMetadata()
                        .defaultBranch())
                .isEqualTo("trunk");
    }

    @Test
    void unknown_property_is_an_error() {
        assertThatThrownBy(() -> handler.create(request("", "{'RepositoryName':'app','Nonsense':1}", "")))
                .hasMessageContaining("Nonsense");
    }
}
