package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A cloud that ends while a script runs on a host: the next one ends the deployment as AWS's agent would. */
final class ServerSurvivalTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"codedeploy.amazonaws.com"}}]}
            """;

    private static byte[] bundle(Path started) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : Map.of(
                            "appspec.yml",
                            "version: 0.0\nos: linux\nhooks: {AfterInstall: [{location: wait.sh}]}\n",
                            "wait.sh",
                            "#!/bin/sh\ntouch " + started + "\nsleep 300\n")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String begin(TestCloud cloud, Path started) throws IOException {
        cloud.get(IamClient.class).createRole(r -> r.roleName("r").assumeRolePolicyDocument(TRUST));
        S3Client s3 = cloud.get(S3Client.class);
        s3.createBucket(r -> r.bucket("bundles").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3.putObject(r -> r.bucket("bundles").key("b.zip"), RequestBody.fromBytes(bundle(started)));
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        deploy.registerOnPremisesInstance(
                r -> r.instanceName("host").iamUserArn("arn:aws:iam::123456789012:user/host"));
        deploy.addTagsToOnPremisesInstances(r -> r.instanceNames("host")
                .tags(Tag.builder().key("app").value("shop").build()));
        deploy.createApplication(r -> r.applicationName("shop"));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("group")
                .serviceRoleArn("arn:aws:iam::123456789012:role/r")
                .onPremisesInstanceTagFilters(f -> f.key("app").type("KEY_ONLY")));
        return deploy.createDeployment(r -> r.applicationName("shop")
                        .deploymentGroupName("group")
                        .revision(v -> v.revisionType("S3")
                                .s3Location(
                                        o -> o.bucket("bundles").key("b.zip").bundleType("zip"))))
                .deploymentId();
    }

    @Test
    void the_event_in_whose_middle_a_cloud_ended_has_failed(@TempDir Path directory, @TempDir Path notes)
            throws IOException {
        String id;
        Path started = notes.resolve("started");
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            id = begin(cloud, started);
            // Agents wait between two events, and the clock stands as soon as the script runs.
            Thread clock = new Thread(() -> cloud.time().advance(Duration.ofMinutes(1)));
            clock.start();
            while (!Files.exists(started)) {
                Thread.onSpinWait();
            }
            clock.interrupt();
        }
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            cloud.time().advance(Duration.ofMinutes(1));
            CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
            assertThat(deploy.getDeployment(r -> r.deploymentId(id))
                            .deploymentInfo()
                            .status())
                    .isEqualTo(DeploymentStatus.FAILED);
            assertThat(deploy.getDeploymentTarget(r -> r.deploymentId(id).targetId("host"))
                            .deploymentTarget()
                            .instanceTarget()
                            .lifecycleEvents())
                    .filteredOn(event -> event.lifecycleEventName().equals("AfterInstall"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.status()).isEqualTo(LifecycleEventStatus.FAILED);
                        assertThat(event.diagnostics().message())
                                .isEqualTo("Failing in-progress lifecycle event after an agent restart.");
                    });
        }
    }
}
