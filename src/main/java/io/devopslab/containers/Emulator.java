package io.devopslab.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.LogUtils;

/** The emulator of one owner: one container, which outlives this process and is found again by its label. */
final class Emulator {

    /** Says whose a container is, also of those that LocalStack starts for functions. */
    private static final String OWNER = "io.devopslab.owner";

    private static final String ENVIRONMENT = "env.";
    private static final int PORT = 4566;
    private static final int MOST_LINES = 100;
    private static final String SOCKET = "/var/run/docker.sock";

    /** Where the engine is on this machine nobody else on its network is to reach what checks no signatures. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final String owner;

    Emulator(String owner) {
        this.owner = owner;
    }

    /**
     * Starts it, or finds the one that runs with the same image and environment.
     *
     * @param request {@code image}; {@code seconds} to wait for it at most; variables as {@code env.NAME}; {@code module}, that
     *     of Testcontainers which knows it, or else {@code page}, the path that answers 200 when it is ready, and
     *     {@code socket}, {@code true} where it is to reach the engine
     * @return {@code container} and {@code endpoint}
     */
    Properties start(Properties request) throws UnknownHostException {
        // It is not closed: it is to go on when this process ends.
        GenericContainer<?> container = container(request);
        container.withReuse(true);
        container.withLabel(OWNER, owner);
        container.withStartupTimeout(Duration.ofSeconds(Long.parseLong(request.getProperty("seconds"))));
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
        // By its number: a name may stand for an address at which the port is not published.
        answer.setProperty(
                "endpoint",
                "http://" + InetAddress.getByName(container.getHost()).getHostAddress() + ":"
                        + container.getMappedPort(PORT));
        return answer;
    }

    private GenericContainer<?> container(Properties request) {
        DockerImageName image = DockerImageName.parse(request.getProperty("image"));
        if (request.getProperty("module", "").equals("localstack")) {
            return new LocalStackContainer(image.asCompatibleSubstituteFor("localstack/localstack"))
                    .withEnv("LAMBDA_DOCKER_FLAGS", "-l " + OWNER + "=" + owner);
        }
        GenericContainer<?> container = new GenericContainer<>(image);
        container.withExposedPorts(PORT);
        container.waitingFor(
                Wait.forHttp(request.getProperty("page")).forPort(PORT).forStatusCode(200));
        if (Boolean.parseBoolean(request.getProperty("socket"))) {
            Bind socket = new Bind(
                    DockerClientFactory.instance().getRemoteDockerUnixSocketPath(),
                    new Volume(SOCKET),
                    AccessMode.rw,
                    SELContext.shared);
            container.withCreateContainerCmdModifier(
                    command -> Objects.requireNonNull(command.getHostConfig()).withBinds(socket));
        }
        return container;
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
     * Removes all containers of the owner, those that stand still too, and what they wrote; then what they have started.
     *
     * @param request by {@code LABEL=VALUE}: {@code siblings}, the containers and volumes that were made beside them, and
     *     {@code networks}
     * @return {@code removed}, how many containers
     */
    Properties remove(Properties request) {
        DockerClient docker = DockerClientFactory.instance().client();
        // First who would start others.
        int removed = removeContainers(docker, OWNER + "=" + owner);
        String siblings = request.getProperty("siblings", "");
        if (!siblings.isEmpty()) {
            removed += removeContainers(docker, siblings);
            removeVolumes(docker, siblings);
        }
        String networks = request.getProperty("networks", "");
        if (!networks.isEmpty()) {
            removeNetworks(docker, networks);
        }
        Properties answer = new Properties();
        answer.setProperty("removed", Integer.toString(removed));
        return answer;
    }

    private static int removeContainers(DockerClient docker, String label) {
        List<Container> found = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec();
        for (Container container : found) {
            try {
                docker.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException | ConflictException e) {
                // It ended, or is about to end, with the one that had started it.
            }
        }
        return found.size();
    }

    private static void removeVolumes(DockerClient docker, String label) {
        // Older engines say null where there are none.
        List<InspectVolumeResponse> found = Objects.requireNonNullElse(
                docker.listVolumesCmd()
                        .withFilter("label", List.of(label))
                        .exec()
                        .getVolumes(),
                List.of());
        for (InspectVolumeResponse volume : found) {
            try {
                docker.removeVolumeCmd(volume.getName()).exec();
            } catch (NotFoundException e) {
                // It went with its container.
            }
        }
    }

    private static void removeNetworks(DockerClient docker, String label) {
        for (Network network :
                docker.listNetworksCmd().withFilter("label", List.of(label)).exec()) {
            try {
                docker.removeNetworkCmd(network.getId()).exec();
            } catch (NotFoundException e) {
                // Somebody else has removed it.
            }
        }
    }
}
