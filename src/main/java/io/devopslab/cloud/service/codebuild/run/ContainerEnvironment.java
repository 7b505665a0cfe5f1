package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.container.Container;
import io.devopslab.cloud.runtime.container.ContainerException;
import io.devopslab.cloud.runtime.container.ContainerSpec;
import io.devopslab.cloud.runtime.container.Docker;
import io.devopslab.cloud.runtime.container.Engine;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;

/**
 * A container of the build's image, one for all its commands, as on AWS: what one installs the next one finds. Of this
 * machine it has the build's directories, under the same paths, and the network.
 */
final class ContainerEnvironment implements BuildEnvironment {

    private static final Duration LONGEST_PULL = Duration.ofMinutes(15);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
    private static final int MOST_PROCESSES = 500;
    private static final long LARGEST_FILE = 4L * 1024 * 1024 * 1024;

    /** Takes the build's variables from a file: on docker's command line everybody would see them. */
    private static final String WITH_VARIABLES = ". \"$0\"; exec \"$@\"";

    private final BuildJob job;
    private final Docker docker;
    private final ProcessTree tree;
    private Optional<Path> control = Optional.empty();
    private Optional<Engine> engine = Optional.empty();
    private volatile Optional<Container> container = Optional.empty();

    ContainerEnvironment(BuildJob job, Docker docker, ProcessTree tree) {
        this.job = job;
        this.docker = docker;
        this.tree = tree;
    }

    private ProjectEnvironment asked() {
        return job.build().environment();
    }

    private String image() {
        return asked().image();
    }

    @Override
    public void provision(Workspace workspace) throws IOException, InterruptedException, PhaseFailure {
        refuseWhatNoContainerGives();
        Engine found = engine();
        engine = Optional.of(found);
        control = Optional.of(workspace.control());
        if (!docker.has(tree, image())) {
            pull();
        }
        try {
            container = Optional.of(docker.start(tree, spec(workspace, found)));
        } catch (ContainerException e) {
            throw ended(PhaseFailure.client(
                    "The build's container of the image " + image() + " cannot be started: " + e.getMessage()));
        }
    }

    private void refuseWhatNoContainerGives() throws PhaseFailure {
        if (Boolean.TRUE.equals(asked().privilegedMode())) {
            throw PhaseFailure.client("This project asks for privilegedMode, which would make the build root of this"
                    + " machine; the embedded cloud does not do that. Switch it off in the project's environment, or"
                    + " run builds as processes: lab cloud stop, then lab cloud start --builds process.");
        }
        String type = asked().typeAsString();
        if (type.startsWith("WINDOWS") || type.startsWith("MAC")) {
            throw PhaseFailure.client(
                    "The embedded cloud runs containers of Linux; this project's environment is " + type + ".");
        }
    }

    private Engine engine() throws InterruptedException, PhaseFailure {
        try {
            Engine found = docker.engine(tree);
            if (!found.system().equals("linux")) {
                throw PhaseFailure.client("The Docker engine of this machine runs containers of " + found.system()
                        + ". Switch it to containers of Linux, and start the build again.");
            }
            return found;
        } catch (ContainerException e) {
            throw ended(PhaseFailure.client("Builds of this cloud run in Docker, as was asked with --builds docker, but"
                    + " no engine answers: " + e.getMessage() + " Start Docker and start the build again; or run"
                    + " builds as processes of this machine: lab cloud stop, then lab cloud start --builds process."));
        }
    }

    private void pull() throws InterruptedException, PhaseFailure {
        if (image().startsWith("aws/codebuild/")) {
            throw unpulled("The image " + image() + " is kept by AWS for CodeBuild, and no public registry has it"
                    + " under this name. Give an image that you have this name, and it is used: docker tag IMAGE "
                    + image() + ". Or name another image in the project's environment.");
        }
        try {
            docker.pull(tree, image(), LONGEST_PULL);
        } catch (ContainerException e) {
            throw ended(unpulled(e.getMessage()));
        }
    }

    /** As AWS words it; the rest is the engine's. */
    private static PhaseFailure unpulled(String reason) {
        return PhaseFailure.failed(
                "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
                "Unable to pull customer's container image. CannotPullContainerError: " + reason);
    }

    /** What fails because the build was stopped meanwhile is no failure of its own. */
    private PhaseFailure ended(PhaseFailure failure) {
        return tree.isClosed() ? PhaseFailure.stopped() : failure;
    }

    private ContainerSpec spec(Workspace workspace, Engine found) throws IOException {
        ComputeSize size = ComputeSize.of(asked()).within(found);
        return new ContainerSpec(
                image(),
                // A build that is run again has the same id, and its first container may be on its way out.
                "lab-build-" + job.uuid() + "-" + UUID.randomUUID().toString().substring(0, 8),
                job.build().id(),
                found.isRootless() ? "0:0" : owner(workspace.root()),
                workspace.root(),
                workspace.source(),
                !found.isDesktop(),
                size.processors(),
                size.bytes(),
                MOST_PROCESSES,
                LARGEST_FILE);
    }

    /** The ids of the user and the group that this process has, and its directories with it. */
    private static String owner(Path directory) throws IOException {
        return Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid");
    }

    @Override
    public String description() {
        return "This build runs in the embedded cloud: its commands run in a container of the image " + image()
                + " in the Docker engine of this machine, version "
                + engine.map(Engine::version).orElse("?") + ".";
    }

    @Override
    public Map<String, String> variables() {
        // The search path and all else are the image's.
        return Map.of();
    }

    /** In a virtual machine's container this machine has another name; its loopback is not the container's. */
    @Override
    public URI endpoint() {
        URI here = job.context().endpoint();
        return engine.filter(Engine::isDesktop).isPresent()
                ? URI.create(here.getScheme() + "://host.docker.internal:" + here.getPort())
                : here;
    }

    @Override
    public String shell(String name) throws IOException, InterruptedException, PhaseFailure {
        ProcessExit exit = living().ask(List.of("sh", "-c", "command -v -- \"$1\"", "sh", name), LONGEST_LOOK);
        if (exit.cause() == ProcessExit.Cause.TIMED_OUT) {
            throw ended(PhaseFailure.client("The Docker engine did not say within " + LONGEST_LOOK.toSeconds()
                    + " seconds whether the image " + image() + " has the shell " + name + "."));
        }
        if (!exit.isSuccess()) {
            throw ended(PhaseFailure.client("The shell " + name + " was not found in the image " + image() + "."));
        }
        return name;
    }

    @Override
    public ProcessExit run(
            Path directory, List<String> arguments, Map<String, String> variables, Output output, Duration timeout)
            throws IOException, InterruptedException {
        Path file = control.orElseThrow().resolve("environment");
        Files.writeString(file, exports(variables));
        List<String> all = new ArrayList<>(List.of("sh", "-c", WITH_VARIABLES, file.toString()));
        all.addAll(arguments);
        return living().run(directory, all, output, timeout);
    }

    private static String exports(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*"))
                .map(variable -> "export " + variable.getKey() + "=" + Shell.quote(variable.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private Container living() {
        return container.orElseThrow(() -> new IllegalStateException("The build has not been provisioned."));
    }

    @Override
    public void close() {
        tree.close();
        container.ifPresent(Container::close);
    }
}
