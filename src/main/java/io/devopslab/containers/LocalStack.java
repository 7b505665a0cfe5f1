package io.devopslab.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.LogUtils;

/** The LocalStack of one owner: one container, which outlives this process and is found again by its label. */
final class LocalStack {

    /** Says whose a container is, also of those that LocalStack starts for functions. */
    private static final String OWNER = "io.devopslab.owner";

    private static final String ENVIRONMENT = "env.";
    private static final int PORT = 4566;
    private static final int MOST_LINES = 100;

    /** Where the engine is on this machine nobody else on its network is to reach what checks no signatures. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final String owner;

    LocalStack(String owner) {
        this.owner = owner;
    }

    /**
     * Starts it, or finds the one that runs with the same image and environment.
     *
     * @param request {@code image}, {@code seconds} to wait for it at most, and variables as {@code env.NAME}
     * @return {@code container} and {@code endpoint}
     */
    Properties start(Properties request) {
        DockerImageName image =
                DockerImageName.parse(request.getProperty("image")).asCompatibleSubstituteFor("localstack/localstack");
        // It is not closed: it is to go on when this process ends.
        LocalStackContainer container = new LocalStackContainer(image)
                .withReuse(true)
                .withLabel(OWNER, owner)
                .withEnv("LAMBDA_DOCKER_FLAGS", "-l " + OWNER + "=" + owner)
                .withStartupTimeout(Duration.ofSeconds(Long.parseLong(request.getProperty("seconds"))));
        request.stringPropertyNames().stream()
                .filter(name -> name.startsWith(ENVIRONMENT))
                .sorted()
                .forEach(name -> container.withEnv(name.substring(ENVIRONMENT.length()), request.getProperty(name)));
        if (LOOPBACK.contains(container.getHost())) {
            container.withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                    .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(PORT))));
        }
        container.start();
        Properties answer = new Properties();
        answer.setProperty("container", container.getContainerId());
        answer.setProperty("endpoint", container.getEndpoint().toString());
        return answer;
    }

    /**
     * The end of what a container wrote.
     *
     * @param request {@code container}, its id
     * @return {@code log}
     */
    Properties log(Properties request) {
        String all = LogUtils.getOutput(DockerClientFactory.instance().client(), request.getProperty("container"));
        List<String> lines = all.lines().toList();
        Properties answer = new Properties();
        answer.setProperty(
                "log", String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())));
        return answer;
    }

    /**
     * Removes all containers of the owner, those that stand still too, and what they wrote.
     *
     * @return {@code removed}, how many
     */
    Properties remove() {
        DockerClient docker = DockerClientFactory.instance().client();
        List<Container> found = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(OWNER, owner))
                .exec();
        for (Container container : found) {
            remove(docker, container);
        }
        Properties answer = new Properties();
        answer.setProperty("removed", Integer.toString(found.size()));
        return answer;
    }

    private static void remove(DockerClient docker, Container container) {
        try {
            docker.removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // It ended with the one that had started it.
        }
    }
}
