package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.HttpClients;
import io.devopslab.cloud.service.codebuild.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.iam.IamClient;

/** A daemon that is killed while a build runs in a container. */
@Tag("engine")
final class KilledContainersTest {

    private static final int MOST_LOOKS = 600;

    @Test
    void a_killed_daemon_leaves_no_container_and_the_next_runs_the_build_again_where_it_was_asked_to(@TempDir Path home)
            throws Exception {
        TestEngine.needed();
        Path log = home.resolve("daemon.log");
        String id;
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log, "--port=0", "--builds=docker");
                HttpClients clients = daemon.clients()) {
            id = start(clients);
            assertThat(await(id, 1)).hasSize(1);
            daemon.kill();
            // Nobody is there to remove it: it ends because its input does.
            assertThat(await(id, 0)).isEmpty();
        }
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log);
                HttpClients clients = daemon.clients()) {
            assertThat(await(id, 1)).hasSize(1);
            CodeBuildClient codeBuild = clients.get(CodeBuildClient.class);
            assertThat(codeBuild.stopBuild(r -> r.id(id)).build().buildStatus()).isEqualTo(StatusType.STOPPED);
            // One that was stopped in its birth is gone a moment later.
            assertThat(await(id, 0)).isEmpty();
        }
    }

    @Test
    void a_killed_daemon_leaves_no_task_and_the_next_says_what_became_of_it(@TempDir Path home) throws Exception {
        TestEngine.needed();
        Path log = home.resolve("daemon.log");
        String task;
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log, "--port=0");
                HttpClients clients = daemon.clients()) {
            task = runTask(clients);
            assertThat(awaitTask(task, 1)).hasSize(1);
            daemon.kill();
            // A process beside it removes it, because its own input ends.
            assertThat(awaitTask(task, 0)).isEmpty();
        }
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log);
                HttpClients clients = daemon.clients()) {
            Task found = clients.get(EcsClient.class)
                    .describeTasks(r -> r.cluster("app").tasks(task))
                    .tasks()
                    .get(0);
            assertThat(found.desiredStatus()).isEqualTo("STOPPED");
            assertThat(found.stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE);
        }
    }

    private static String runTask(HttpClients clients) {
        String subnet =
                clients.get(Ec2Client.class).describeSubnets().subnets().get(0).subnetId();
        EcsClient ecs = clients.get(EcsClient.class);
        ecs.createCluster(r -> r.clusterName("app"));
        ecs.registerTaskDefinition(r -> r.family("app")
                .networkMode("awsvpc")
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .containerDefinitions(c -> c.name("app")
                        .image(TestEngine.IMAGE)
                        .command("sleep", "1000")
                        .portMappings(p -> p.containerPort(8080))));
        return ecs.runTask(r -> r.cluster("app")
                        .taskDefinition("app")
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnet))))
                .tasks()
                .get(0)
                .taskArn();
    }

    private static List<String> awaitTask(String task, int count) {
        List<String> found = containersOfTask(task);
        for (int look = 0; look < MOST_LOOKS && found.size() != count; look++) {
            found = containersOfTask(task);
        }
        return found;
    }

    private static List<String> containersOfTask(String task) {
        return TestEngine.docker("ps", "--all", "--quiet", "--filter", "label=io.devopslab.task=" + task)
                .lines()
                .toList();
    }

    private static String start(HttpClients clients) {
        String role = clients.get(IamClient.class)
                .createRole(r -> r.roleName("build").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "codebuild.amazonaws.com"}}]}"""))
                .role()
                .arn();
        CodeBuildClient codeBuild = clients.get(CodeBuildClient.class);
        codeBuild.createProject(r -> r.name("app")
                .serviceRole(role)
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("version: 0.2\nphases: {build: {commands: ['sleep 1000']}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image(TestEngine.IMAGE)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)));
        return codeBuild.startBuild(r -> r.projectName("app")).build().id();
    }

    /** The build's containers, looked for until there are so many; each look asks the engine, and takes its time. */
    private static List<String> await(String id, int count) {
        List<String> found = TestEngine.containers(id);
        for (int look = 0; look < MOST_LOOKS && found.size() != count; look++) {
            found = TestEngine.containers(id);
        }
        return found;
    }
}
