package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.codedeploy.FleetPlan.Amid;
import io.devopslab.cloud.service.codedeploy.FleetPlan.Fault;
import io.devopslab.cloud.service.codedeploy.FleetPlan.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One deployment to a fleet in a cloud of its own, and what a seed does to it: scripts fail, die, hang or find a file
 * in the way, somebody stops it, and the cloud is killed.
 */
final class FaultyRollout implements AutoCloseable {

    /** What a host has of each revision: some files of both, some of one alone. Each file holds the revision's name. */
    private static final Map<String, List<String>> FILES = Map.of(
            "one", List.of("shared/a", "shared/b", "index", "only/one/x", "only/one/y"),
            "two", List.of("shared/a", "shared/b", "index", "only/two/x", "later"));

    private final Path faults;
    private final Path home;
    private final MortalCloud cloud;
    private final CodeDeployFixture shops;
    private final FleetPlan plan;
    private final StringBuilder story = new StringBuilder();

    FaultyRollout(Path directory, long seed) throws IOException {
        Random random = new Random(seed);
        this.home = directory;
        this.faults = Files.createDirectories(directory.resolve("faults"));
        this.cloud = new MortalCloud(directory, seed);
        this.shops = new CodeDeployFixture(cloud, cloud::pass);
        this.plan = FleetPlan.draw(random);
        tell(plan.toString());
    }

    String story() {
        return story.toString();
    }

    private void tell(String what) {
        story.append(cloud.now()).append(' ').append(what).append('\n');
    }

    private static String host(int number) {
        return "host-" + number;
    }

    /** Lives through the deployment to its end, and looks whether all is as it must be then. */
    void run() throws IOException {
        prepare();
        if (plan.hasRevision()) {
            String first = deploy("one");
            shops.pass(Duration.ofMinutes(1));
            assertThat(shops.deployment(first).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        }
        for (Map.Entry<Integer, Fault> fault : plan.faults().entrySet()) {
            write(host(fault.getKey()), fault.getValue());
        }
        String id = deploy("two");
        if (plan.waits() && awaitScript(id)) {
            amid(id);
        }
        Files.writeString(faults.resolve("go"), "");
        shops.pass(Duration.ofMinutes(10));
        tell("ended: " + shops.deployment(id));
        check(id);
    }

    private void prepare() throws IOException {
        IntStream.range(0, plan.size()).mapToObj(FaultyRollout::host).forEach(name -> {
            shops.deploy().registerOnPremisesInstance(r -> r.instanceName(name)
                    .iamUserArn("arn:aws:iam::123456789012:user/" + name));
            shops.deploy().addTagsToOnPremisesInstances(r -> r.instanceNames(name)
                    .tags(Tag.builder().key("fleet").value("f").build()));
        });
        shops.deploy()
                .createDeploymentConfig(r -> r.deploymentConfigName("drawn").minimumHealthyHosts(plan.healthy()));
        shops.deploy().createApplication(r -> r.applicationName("farm"));
        shops.deploy().createDeploymentGroup(r -> {
            r.applicationName("farm")
                    .deploymentGroupName("group")
                    .serviceRoleArn(CodeDeployFixture.ROLE)
                    .deploymentConfigName("drawn")
                    .onPremisesInstanceTagFilters(f -> f.key("fleet").type(TagFilterType.KEY_ONLY));
            if (!plan.rollbackOn().isEmpty()) {
                r.autoRollbackConfiguration(a -> a.enabled(true).events(plan.rollbackOn()));
            }
        });
        S3Client s3 = cloud.get(S3Client.class);
        s3.createBucket(r -> r.bucket("farm").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        for (String revision : FILES.keySet()) {
            s3.putObject(r -> r.bucket("farm").key(revision), RequestBody.fromBytes(Bundles.zip(bundle(revision))));
        }
    }

    private Map<String, String> bundle(String revision) {
        Map<String, String> files = new TreeMap<>();
        StringBuilder spec = new StringBuilder(
                "version: 0.0\nos: linux\nfiles:\n  - source: content\n" + "    destination: /srv/app\nhooks:\n");
        for (String event : FleetPlan.EVENTS) {
            spec.append("  ").append(event).append(": [{location: hook.sh, timeout: 10}]\n");
        }
        files.put("appspec.yml", spec.toString());
        String fault = faults + "/" + revision + "-$INSTANCE_NAME-$LIFECYCLE_EVENT";
        files.put("hook.sh", "#!/bin/sh\nif [ -f \"" + fault + "\" ]; then . \"" + fault + "\"; fi\n");
        FILES.get(revision).forEach(file -> files.put("content/" + file, revision));
        return files;
    }

    private void write(String host, Fault fault) throws IOException {
        String script = fault.kind() == Kind.WAITS
                ? "touch " + faults + "/started; while [ ! -f " + faults + "/go ]; do sleep 0.02; done"
                : fault.kind().script();
        Files.writeString(faults.resolve("two-" + host + "-" + fault.event()), script + "\n");
    }

    private String deploy(String revision) {
        return shops.deploy()
                .createDeployment(r -> r.applicationName("farm")
                        .deploymentGroupName("group")
                        .revision(v -> v.revisionType(RevisionLocationType.S3)
                                .s3Location(o -> o.bucket("farm").key(revision).bundleType(BundleType.ZIP))))
                .deploymentId();
    }

    private boolean isOpen(String id) {
        return !Verdict.ENDED.contains(shops.deployment(id).status());
    }

    /** Whether the script that waits has begun; it has not where the deployment is over before. */
    private boolean awaitScript(String id) {
        // Agents wait between two events, and the clock stands as soon as the script runs.
        Thread clock = new Thread(() -> cloud.pass(Duration.ofMinutes(10)));
        clock.start();
        try {
            while (isOpen(id)) {
                if (Files.exists(faults.resolve("started"))) {
                    return true;
                }
                Thread.yield();
            }
            return false;
        } finally {
            clock.interrupt();
            join(clock);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void amid(String id) {
        Amid amid = plan.amid().orElseThrow();
        tell("a script waits; " + amid);
        switch (amid) {
            case NOTHING -> {}
            case STOP -> shops.deploy().stopDeployment(r -> r.deploymentId(id));
            case STOP_AND_ROLL_BACK ->
                shops.deploy().stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(true));
            case STOP_AND_LEAVE ->
                shops.deploy().stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(false));
            case KILL -> cloud.kill(Duration.ofSeconds(30));
        }
    }

    private void check(String id) throws IOException {
        DeploymentInfo info = shops.deployment(id);
        assertThat(Verdict.ENDED).as("ended: %s", info).contains(info.status());
        List<InstanceTarget> targets = targets(id);
        overview(info, targets);
        for (InstanceTarget target : targets) {
            target(target);
        }
        ending(info, targets);
        Optional<String> back = rollback(info);
        for (InstanceTarget target : targets) {
            Map<String, String> files = files(target.targetId());
            tell(target.targetId() + " " + target.statusAsString() + " " + files);
            files(target, files, back.isPresent());
        }
    }

    private List<InstanceTarget> targets(String id) {
        return shops.deploy().listDeploymentTargets(r -> r.deploymentId(id)).targetIds().stream()
                .map(target -> shops.deploy()
                        .getDeploymentTarget(r -> r.deploymentId(id).targetId(target))
                        .deploymentTarget()
                        .instanceTarget())
                .toList();
    }

    private static int count(List<InstanceTarget> targets, TargetStatus status) {
        return (int)
                targets.stream().filter(target -> target.status() == status).count();
    }

    private void overview(DeploymentInfo info, List<InstanceTarget> targets) {
        assertThat(targets).hasSize(plan.size());
        assertThat(info.deploymentOverview().pending()).isZero();
        assertThat(info.deploymentOverview().inProgress()).isZero();
        assertThat(info.deploymentOverview().succeeded()).isEqualTo(count(targets, TargetStatus.SUCCEEDED));
        assertThat(info.deploymentOverview().failed()).isEqualTo(count(targets, TargetStatus.FAILED));
        assertThat(info.deploymentOverview().skipped()).isEqualTo(count(targets, TargetStatus.SKIPPED));
        assertThat(count(targets, TargetStatus.SUCCEEDED)
                        + count(targets, TargetStatus.FAILED)
                        + count(targets, TargetStatus.SKIPPED))
                .isEqualTo(plan.size());
    }

    /** The events tell the same as the target: good ones, then at most one that failed, and then none that ran. */
    private static void target(InstanceTarget target) {
        String events = target.lifecycleEvents().stream()
                .map(event -> event.status() == LifecycleEventStatus.SUCCEEDED
                        ? "s"
                        : event.status() == LifecycleEventStatus.FAILED
                                ? "f"
                                : event.status() == LifecycleEventStatus.SKIPPED ? "k" : "?")
                .collect(Collectors.joining());
        String expected = target.status() == TargetStatus.SUCCEEDED
                ? "sssssss"
                : target.status() == TargetStatus.FAILED ? "s*f?k*" : "kkkkkkk";
        assertThat(events).as("the events of %s", target).hasSize(7).matches(expected);
    }

    private void ending(DeploymentInfo info, List<InstanceTarget> targets) {
        int failed = count(targets, TargetStatus.FAILED);
        assertThat(failed).as("hosts out of service").isLessThanOrEqualTo(plan.size() - plan.least());
        boolean isGood = count(targets, TargetStatus.SKIPPED) == 0
                && count(targets, TargetStatus.SUCCEEDED) >= Math.max(1, plan.least());
        if (info.status() == DeploymentStatus.STOPPED) {
            assertThat(plan.amid().filter(amid -> amid.name().startsWith("STOP")))
                    .isPresent();
            assertThat(info.errorInformation().code()).isEqualTo(ErrorCode.MANUAL_STOP);
            return;
        }
        assertThat(info.status()).isEqualTo(isGood ? DeploymentStatus.SUCCEEDED : DeploymentStatus.FAILED);
        if (!isGood) {
            assertThat(info.errorInformation().code()).isEqualTo(ErrorCode.HEALTH_CONSTRAINTS);
            assertThat(failed).isPositive();
        }
        for (int host = 0; host < plan.size(); host++) {
            InstanceTarget target = named(targets, host(host));
            if (target.status() != TargetStatus.SKIPPED && plan.amid().isEmpty()) {
                assertThat(target.status())
                        .as(target.toString())
                        .isEqualTo(plan.fails(host) ? TargetStatus.FAILED : TargetStatus.SUCCEEDED);
            }
        }
    }

    private static InstanceTarget named(List<InstanceTarget> targets, String name) {
        return targets.stream()
                .filter(target -> target.targetId().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The rollback, if there is to be one; it has put the first revision on all hosts. */
    private Optional<String> rollback(DeploymentInfo info) {
        boolean wanted =
                switch (info.status()) {
                    case SUCCEEDED -> false;
                    case FAILED -> plan.rollbackOn().contains(AutoRollbackEvent.DEPLOYMENT_FAILURE);
                    default ->
                        plan.amid().orElseThrow() == Amid.STOP_AND_ROLL_BACK
                                || (plan.amid().get() == Amid.STOP
                                        && plan.rollbackOn().contains(AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST));
                };
        Optional<String> back =
                Optional.ofNullable(info.rollbackInfo()).map(rollback -> rollback.rollbackDeploymentId());
        assertThat(back.isPresent()).as("a rollback: %s", info.rollbackInfo()).isEqualTo(wanted && plan.hasRevision());
        back.ifPresent(id -> assertThat(shops.deployment(id))
                .as("the rollback %s", targets(id))
                .satisfies(rollback -> assertThat(rollback.status()).isEqualTo(DeploymentStatus.SUCCEEDED)));
        return back;
    }

    /** The files of a host's application, with what they hold. */
    private Map<String, String> files(String host) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home.resolve("cloud/files"))) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String path = file.toString().replace('\\', '/');
                int app = path.indexOf("/instances/" + host + "/srv/app/");
                if (app >= 0) {
                    String name = path.substring(app + ("/instances/" + host + "/srv/app/").length());
                    files.put(name, Files.readString(file).trim());
                }
            }
        }
        return files;
    }

    /** A host has all files of one revision and none of the other. */
    private void files(InstanceTarget target, Map<String, String> files, boolean isBack) {
        Map<String, String> own = new TreeMap<>(files);
        boolean isForeign = own.remove("only/two/x", "foreign");
        String revision = isBack
                ? "one"
                : target.status() == TargetStatus.SUCCEEDED
                        ? "two"
                        : own.values().stream().findFirst().orElse("none");
        if (!isBack && target.status() == TargetStatus.SKIPPED) {
            assertThat(revision)
                    .as("what a host has that was left alone")
                    .isEqualTo(plan.hasRevision() ? "one" : "none");
        }
        Map<String, String> expected = new TreeMap<>();
        FILES.getOrDefault(revision, List.of()).forEach(file -> expected.put(file, revision));
        assertThat(own)
                .as("the files of %s, which has %s", target.targetId(), revision)
                .isEqualTo(expected);
        assertThat(isForeign && revision.equals("two"))
                .as("two over a file in its way")
                .isFalse();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
