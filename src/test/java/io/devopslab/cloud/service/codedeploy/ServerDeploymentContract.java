package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InstanceNameAlreadyRegisteredException;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagFilter;
import software.amazon.awssdk.services.codedeploy.model.TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.TargetFilterName;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** What CodeDeploy does with on-premises instances, whose scripts really run. */
abstract class ServerDeploymentContract {

    @TempDir
    private Path diary;

    private record Farm(CodeDeployFixture shops, String application, String bucket, List<String> instances) {}

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    /** Instances with a tag, and a group that deploys to those. */
    private Farm farm(int size, Consumer<CreateDeploymentGroupRequest.Builder> group) {
        CodeDeployFixture shops = new CodeDeployFixture(clients(), this::pass);
        String application = CodeDeployFixture.name("farm");
        List<String> instances = Stream.generate(() -> CodeDeployFixture.name(application + "-host"))
                .limit(size)
                .toList();
        for (String name : instances) {
            shops.deploy().registerOnPremisesInstance(r -> r.instanceName(name)
                    .iamUserArn("arn:aws:iam::123456789012:user/" + name));
        }
        shops.deploy().addTagsToOnPremisesInstances(r -> r.instanceNames(instances)
                .tags(Tag.builder().key("farm").value(application).build()));
        shops.deploy().createApplication(r -> r.applicationName(application));
        shops.deploy().createDeploymentGroup(r -> r.applicationName(application)
                .deploymentGroupName("group")
                .serviceRoleArn(CodeDeployFixture.ROLE)
                .onPremisesInstanceTagFilters(TagFilter.builder()
                        .key("farm")
                        .value(application)
                        .type(TagFilterType.KEY_AND_VALUE)
                        .build())
                .applyMutation(group));
        S3Client s3 = clients().get(S3Client.class);
        s3.createBucket(r -> r.bucket(application).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        return new Farm(shops, application, application, instances);
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A bundle whose page says {@code text}, with a script for each event that is given. */
    private Map<String, String> bundle(String text, Map<String, String> scripts) {
        Map<String, String> files = new TreeMap<>();
        StringBuilder spec = new StringBuilder("""
                version: 0.0
                os: linux
                files:
                  - source: page.txt
                    destination: /srv/app
                permissions:
                  - object: /srv/app
                    pattern: "*.txt"
                    mode: 640
                """);
        spec.append(scripts.isEmpty() ? "" : "hooks:\n");
        scripts.forEach((event, script) -> {
            spec.append("  ")
                    .append(event)
                    .append(":\n    - location: scripts/")
                    .append(event)
                    .append(".sh\n");
            spec.append("      timeout: 2\n");
            files.put("scripts/" + event + ".sh", "#!/bin/sh\nDIARY=" + diary + "\n" + script + "\n");
        });
        files.put("appspec.yml", spec.toString());
        files.put("page.txt", text);
        return files;
    }

    private static final String NOTES =
            "echo \"$LIFECYCLE_EVENT $(cat \"$INSTANCE_ROOT/srv/app/page.txt\" 2>/dev/null)\""
                    + " >> \"$DIARY/$INSTANCE_NAME\"";

    private String deploy(Farm farm, Map<String, String> bundle) {
        String key = CodeDeployFixture.name("bundle") + ".zip";
        clients()
                .get(S3Client.class)
                .putObject(r -> r.bucket(farm.bucket()).key(key), RequestBody.fromBytes(zip(bundle)));
        String id = farm.shops()
                .deploy()
                .createDeployment(r -> r.applicationName(farm.application())
                        .deploymentGroupName("group")
                        .revision(v -> v.revisionType(RevisionLocationType.S3)
                                .s3Location(
                                        o -> o.bucket(farm.bucket()).key(key).bundleType(BundleType.ZIP))))
                .deploymentId();
        pass(Duration.ofMinutes(5));
        return id;
    }

    private List<String> diary(String instance) {
        try {
            Path file = diary.resolve(instance);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InstanceTarget target(Farm farm, String deployment, String instance) {
        return farm.shops()
                .deploy()
                .getDeploymentTarget(r -> r.deploymentId(deployment).targetId(instance))
                .deploymentTarget()
                .instanceTarget();
    }

    private static LifecycleEvent event(InstanceTarget target, String name) {
        return target.lifecycleEvents().stream()
                .filter(event -> event.lifecycleEventName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_bundle_is_installed_and_its_scripts_run_in_the_order_of_events() {
        Farm farm = farm(1, group -> {});
        String host = farm.instances().get(0);
        Map<String, String> scripts = Map.of("BeforeInstall", NOTES, "AfterInstall", NOTES, "ValidateService", NOTES);
        String id = deploy(farm, bundle("one", scripts));

        assertThat(farm.shops().deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(farm.shops().deployment(id).deploymentOverview().succeeded()).isEqualTo(1);
        assertThat(diary(host)).containsExactly("BeforeInstall ", "AfterInstall one", "ValidateService one");
        assertThat(target(farm, id, host).lifecycleEvents())
                .extracting(LifecycleEvent::lifecycleEventName)
                .containsExactly(
                        "ApplicationStop",
                        "DownloadBundle",
                        "BeforeInstall",
                        "Install",
                        "AfterInstall",
                        "ApplicationStart",
                        "ValidateService");
        assertThat(target(farm, id, host).lifecycleEvents())
                .allMatch(event -> event.status() == LifecycleEventStatus.SUCCEEDED);

        // The files of the first are taken away, so that those of the second are not in their way; its own stop runs.
        String second = deploy(farm, bundle("two", Map.of("ApplicationStop", NOTES, "ValidateService", NOTES)));
        assertThat(farm.shops().deployment(second).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        String third = deploy(farm, bundle("three", Map.of("ValidateService", NOTES)));
        assertThat(farm.shops().deployment(third).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(diary(host)).endsWith("ValidateService two", "ApplicationStop two", "ValidateService three");
    }

    @Test
    void a_deployment_takes_its_time_where_no_script_has_anything_to_do() {
        Farm farm = farm(1, group -> {});
        String id = deploy(farm, bundle("one", Map.of()));

        DeploymentInfo deployed = farm.shops().deployment(id);
        assertThat(Duration.between(deployed.createTime(), deployed.completeTime()))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
    }

    @Test
    void one_at_a_time_a_failing_script_stops_the_rollout_and_the_rest_is_left_alone() {
        Farm farm = farm(
                3,
                group -> group.autoRollbackConfiguration(
                        a -> a.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE)));
        deploy(farm, bundle("good", Map.of()));
        String id = deploy(farm, bundle("bad", Map.of("ValidateService", "echo broken >&2; exit 7")));

        assertThat(farm.shops().deployment(id)).satisfies(info -> {
            assertThat(info.status()).isEqualTo(DeploymentStatus.FAILED);
            assertThat(info.errorInformation().code()).isEqualTo(ErrorCode.HEALTH_CONSTRAINTS);
            assertThat(info.deploymentOverview().failed()).isEqualTo(1);
            assertThat(info.deploymentOverview().skipped()).isEqualTo(2);
        });
        String failed = farm.shops()
                .deploy()
                .listDeploymentTargets(r ->
                        r.deploymentId(id).targetFilters(Map.of(TargetFilterName.TARGET_STATUS, List.of("Failed"))))
                .targetIds()
                .get(0);
        LifecycleEvent event = event(target(farm, id, failed), "ValidateService");
        assertThat(event.status()).isEqualTo(LifecycleEventStatus.FAILED);
        assertThat(event.diagnostics().errorCode()).isEqualTo(LifecycleErrorCode.SCRIPT_FAILED);
        assertThat(event.diagnostics().scriptName()).isEqualTo("scripts/ValidateService.sh");
        assertThat(event.diagnostics().message()).contains("failed with exit code 7");
        assertThat(event.diagnostics().logTail())
                .contains("LifecycleEvent - ValidateService")
                .contains("[stderr]broken");
        String rollback = farm.shops().deployment(id).rollbackInfo().rollbackDeploymentId();
        assertThat(farm.shops().deployment(rollback).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void all_at_once_one_good_host_is_enough() {
        Farm farm = farm(2, group -> group.deploymentConfigName("CodeDeployDefault.AllAtOnce"));
        String bad = farm.instances().get(0);
        String id = deploy(farm, bundle("x", Map.of("BeforeInstall", "[ $INSTANCE_NAME != " + bad + " ]")));

        assertThat(farm.shops().deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(target(farm, id, bad).status()).isEqualTo(TargetStatus.FAILED);
        assertThat(event(target(farm, id, bad), "Install").status()).isEqualTo(LifecycleEventStatus.SKIPPED);
    }

    @Test
    void half_at_a_time_half_must_stay_healthy() {
        Farm farm = farm(4, group -> group.deploymentConfigName("CodeDeployDefault.HalfAtATime"));
        String id = deploy(farm, bundle("x", Map.of("BeforeInstall", "echo x >> $DIARY/count; exit 1")));

        assertThat(farm.shops().deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(diary("count")).hasSize(2);
    }

    @Test
    void scripts_that_hang_or_are_missing_tell_so() {
        Farm farm = farm(1, group -> {});
        String host = farm.instances().get(0);
        String hanging = deploy(farm, bundle("x", Map.of("AfterInstall", "sleep 60")));
        assertThat(event(target(farm, hanging, host), "AfterInstall").diagnostics())
                .satisfies(diagnostics -> {
                    assertThat(diagnostics.errorCode()).isEqualTo(LifecycleErrorCode.SCRIPT_TIMED_OUT);
                    assertThat(diagnostics.message())
                            .isEqualTo("Script at specified location: scripts/AfterInstall.sh failed to complete in 2"
                                    + " seconds");
                });

        Map<String, String> bundle = bundle("x", Map.of("AfterInstall", "true"));
        bundle.remove("scripts/AfterInstall.sh");
        String missing = deploy(farm, bundle);
        assertThat(event(target(farm, missing, host), "AfterInstall")
                        .diagnostics()
                        .errorCode())
                .isEqualTo(LifecycleErrorCode.SCRIPT_MISSING);
    }

    @Test
    void a_bundle_without_an_app_spec_file_and_a_group_without_hosts_fail() {
        Farm farm = farm(1, group -> {});
        String id = deploy(farm, new TreeMap<>(Map.of("readme.txt", "nothing")));
        assertThat(event(target(farm, id, farm.instances().get(0)), "DownloadBundle")
                        .diagnostics()
                        .message())
                .contains("did not find an AppSpec file");

        Farm empty = farm(1, group -> {});
        empty.shops()
                .deploy()
                .deregisterOnPremisesInstance(
                        r -> r.instanceName(empty.instances().get(0)));
        String none = deploy(empty, bundle("x", Map.of()));
        assertThat(empty.shops().deployment(none).errorInformation().code()).isEqualTo(ErrorCode.NO_INSTANCES);
    }

    @Test
    void what_a_start_script_leaves_running_goes_on_until_a_stop_script_ends_it() {
        Farm farm = farm(1, group -> {});
        String server = "trap 'echo stopped > \"$DIARY/life\"; exit' TERM; while true; do sleep 0.05; done";
        Map<String, String> scripts = Map.of(
                "ApplicationStart",
                "export DIARY\n(" + server + ") > /dev/null 2>&1 &\necho $! > $DIARY/pid",
                "ApplicationStop",
                "kill $(cat $DIARY/pid)\nwhile [ ! -f $DIARY/life ]; do sleep 0.05; done");
        deploy(farm, bundle("x", scripts));
        assertThat(diary("pid")).hasSize(1);
        assertThat(diary("life")).isEmpty();
        deploy(farm, bundle("x", scripts));
        assertThat(diary("life")).containsExactly("stopped");
    }

    @Test
    void instances_are_registered_once_and_found_by_their_tags() {
        Farm farm = farm(2, group -> {});
        String name = farm.instances().get(0);
        assertThatThrownBy(() -> farm.shops().deploy().registerOnPremisesInstance(r -> r.instanceName(name)
                        .iamUserArn("arn:aws:iam::123456789012:user/other")))
                .isInstanceOf(InstanceNameAlreadyRegisteredException.class);
        farm.shops().deploy().removeTagsFromOnPremisesInstances(r -> r.instanceNames(name)
                .tags(t -> t.key("farm").value(farm.application())));
        assertThat(farm.shops()
                        .deploy()
                        .listOnPremisesInstances(r -> r.tagFilters(
                                f -> f.key("farm").value(farm.application()).type(TagFilterType.KEY_AND_VALUE)))
                        .instanceNames())
                .containsExactly(farm.instances().get(1));
    }
}
