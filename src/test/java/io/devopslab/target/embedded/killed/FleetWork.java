package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagFilterType;
import software.amazon.awssdk.services.s3.S3Client;

/** Two hosts that get one bundle of many files after the other: none has half of one, whenever the daemon is killed. */
final class FleetWork implements Work {

    private static final List<String> REVISIONS = List.of("red", "green", "blue");
    private static final int FILES = 1_000;

    private final Path home;
    private Optional<String> deployment = Optional.empty();

    /**
     * @param home the daemon's home, under which the hosts' files are
     */
    FleetWork(Path home) {
        this.home = home;
    }

    @Override
    public void prepare(Clients clients) {
        CodeDeployClient deploy = clients.get(CodeDeployClient.class);
        for (String host : List.of("host-a", "host-b")) {
            deploy.registerOnPremisesInstance(
                    r -> r.instanceName(host).iamUserArn("arn:aws:iam::123456789012:user/" + host));
            deploy.addTagsToOnPremisesInstances(r -> r.instanceNames(host)
                    .tags(Tag.builder().key("fleet").value("f").build()));
        }
        deploy.createApplication(r -> r.applicationName("fleet"));
        deploy.createDeploymentGroup(r -> r.applicationName("fleet")
                .deploymentGroupName("group")
                .serviceRoleArn("arn:aws:iam::123456789012:role/deploys")
                .deploymentConfigName("CodeDeployDefault.AllAtOnce")
                .onPremisesInstanceTagFilters(f -> f.key("fleet").type(TagFilterType.KEY_ONLY)));
        S3Client s3 = clients.get(S3Client.class);
        s3.createBucket(r -> r.bucket("fleet-bundles"));
        for (String revision : REVISIONS) {
            s3.putObject(r -> r.bucket("fleet-bundles").key(revision), RequestBody.fromBytes(bundle(revision)));
        }
    }

    private static byte[] bundle(String revision) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("appspec.yml"));
            zip.write(Contents.bytes("""
                    version: 0.0
                    os: linux
                    files: [{source: content, destination: /srv/app}]
                    hooks: {AfterInstall: [{location: wait.sh}]}
                    """));
            zip.putNextEntry(new ZipEntry("wait.sh"));
            zip.write(Contents.bytes("#!/bin/sh\nsleep 0.2\n"));
            for (int file = 0; file < FILES; file++) {
                zip.putNextEntry(new ZipEntry("content/" + name(revision, file)));
                zip.write(Contents.bytes(revision));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Half of the files are of all revisions, half of one alone. */
    private static String name(String revision, int file) {
        return file % 2 == 0 ? "shared/" + file : revision + "/" + file;
    }

    @Override
    public void step(Clients clients, Random random) {
        String revision = Contents.any(REVISIONS, random);
        boolean goesBack = random.nextBoolean();
        deployment = Optional.of(clients.get(CodeDeployClient.class)
                .createDeployment(r -> r.applicationName("fleet")
                        .deploymentGroupName("group")
                        .autoRollbackConfiguration(a -> a.enabled(goesBack)
                                .events(goesBack ? Set.of(AutoRollbackEvent.DEPLOYMENT_FAILURE) : Set.of()))
                        .revision(v -> v.revisionType(RevisionLocationType.S3)
                                .s3Location(o ->
                                        o.bucket("fleet-bundles").key(revision).bundleType(BundleType.ZIP))))
                .deploymentId());
    }

    @Override
    public void verify(Clients clients) {
        if (deployment.isEmpty()) {
            return;
        }
        CodeDeployClient deploy = clients.get(CodeDeployClient.class);
        DeploymentInfo info = ended(deploy, deployment.get());
        if (info.rollbackInfo() != null && info.rollbackInfo().rollbackDeploymentId() != null) {
            ended(deploy, info.rollbackInfo().rollbackDeploymentId());
        }
        for (String host : List.of("host-a", "host-b")) {
            whole(host, info);
        }
    }

    private static DeploymentInfo ended(CodeDeployClient deploy, String id) {
        Contents.await(
                "the deployment " + id + " ends",
                () -> deploy.getDeployment(r -> r.deploymentId(id))
                                .deploymentInfo()
                                .completeTime()
                        != null);
        DeploymentInfo info = deploy.getDeployment(r -> r.deploymentId(id)).deploymentInfo();
        // With all at once one host is enough, so that only a kill that meets both fails a deployment.
        assertThat(info.status()).as(info.toString()).isIn(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED);
        return info;
    }

    private void whole(String host, DeploymentInfo info) {
        Set<String> files = files(host);
        Set<String> revisions = files.stream()
                .map(file -> file.substring(file.indexOf('=') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(revisions).as("the revisions on %s after %s", host, info).hasSizeLessThanOrEqualTo(1);
        for (String revision : revisions) {
            Set<String> expected = new TreeSet<>();
            for (int file = 0; file < FILES; file++) {
                expected.add(name(revision, file) + "=" + revision);
            }
            assertThat(files)
                    .as("the files of %s on %s after %s", revision, host, info)
                    .isEqualTo(expected);
        }
    }

    /** The host's files, each with what it holds. */
    private Set<String> files(String host) {
        try (Stream<Path> all = Files.walk(home)) {
            Optional<Path> app = all.filter(path -> path.endsWith(Path.of("instances", host, "srv", "app")))
                    .findFirst();
            if (app.isEmpty()) {
                return Set.of();
            }
            Set<String> files = new TreeSet<>();
            try (Stream<Path> own = Files.walk(app.get())) {
                for (Path file : (Iterable<Path>) own.filter(Files::isRegularFile)::iterator) {
                    files.add(app.get().relativize(file) + "=" + Files.readString(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
