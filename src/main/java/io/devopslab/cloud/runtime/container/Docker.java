package io.devopslab.cloud.runtime.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** An engine, reached through the {@code docker} command. Thread-safe. */
public final class Docker {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long an engine that lives may take for an answer, in real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How often a container is looked for that the engine is removing; a look takes some hundredths of a second. */
    private static final int MOST_LOOKS = 200;

    private final Time time;
    private final Processes processes;
    private final Map<String, String> environment;
    private final Path directory;
    private final String owner;

    /**
     * @param environment the whole environment of the command
     * @param owner whose the containers are, the same after a restart of the cloud: the path of a directory
     */
    public Docker(Time time, Processes processes, Map<String, String> environment, Path owner) {
        this.time = time;
        this.processes = processes;
        this.environment = Map.copyOf(environment);
        this.directory = Path.of(System.getProperty("java.io.tmpdir"));
        this.owner = UUID.nameUUIDFromBytes(owner.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * The engine that answers.
     *
     * @throws ContainerException when none does, or the command is missing
     */
    public Engine engine(ProcessTree tree) throws ContainerException, InterruptedException {
        Answer answer = ask(tree, PATIENCE, List.of("info", "--format", "{{json .}}"));
        try {
            Engine engine = Engine.of(JSON.readTree(answer.stdout()));
            if (engine.version().isEmpty()) {
                // Old clients end with 0 where no engine answers.
                throw new ContainerException(answer.complaint());
            }
            return engine;
        } catch (JsonProcessingException e) {
            throw new ContainerException("docker info answered what is no JSON: " + answer.stdout());
        }
    }

    /** Whether the engine has the image. */
    public boolean has(ProcessTree tree, String image) throws InterruptedException {
        try {
            ask(tree, PATIENCE, List.of("image", "inspect", "--format", "{{.Id}}", image));
            return true;
        } catch (ContainerException e) {
            return false;
        }
    }

    /**
     * Brings an image from its registry.
     *
     * @param longest how long that may take, in real time
     * @throws ContainerException with the engine's words when it cannot
     */
    public void pull(ProcessTree tree, String image, Duration longest) throws ContainerException, InterruptedException {
        ask(tree, longest, List.of("pull", "--quiet", image));
    }

    /** Starts a container, and returns when it lives. It ends with the tree. */
    public Container start(ProcessTree tree, ContainerSpec spec) throws ContainerException, InterruptedException {
        return Container.start(time, this, tree, spec);
    }

    /** Removes what an earlier process of the cloud left in the engine; where none answers there is nothing to do. */
    public void removeLeftovers() {
        boolean interrupted = Thread.interrupted();
        try (ProcessTree tree = processes.tree()) {
            String label = "label=" + ContainerSpec.OWNER_LABEL + "=" + owner;
            Answer found = ask(tree, PATIENCE, List.of("ps", "--all", "--quiet", "--filter", label));
            found.stdout().lines().forEach(this::remove);
        } catch (ContainerException e) {
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends a container and returns when it is gone; an interrupt does not stop it. */
    void remove(String container) {
        boolean interrupted = Thread.interrupted();
        try (ProcessTree tree = processes.tree()) {
            for (int look = 0; look < MOST_LOOKS && exists(tree, container); look++) {
                // It may be on its way out already, which the engine calls an error.
                answer(tree, PATIENCE, List.of("rm", "--force", "--volumes", container));
            }
        } catch (ContainerException e) {
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the container still runs; not where the engine does not answer any more. */
    boolean lives(ProcessTree tree, String container) throws InterruptedException {
        try {
            return answer(tree, PATIENCE, List.of("container", "inspect", "--format", "{{.State.Running}}", container))
                    .stdout()
                    .equals("true");
        } catch (ContainerException e) {
            return false;
        }
    }

    private boolean exists(ProcessTree tree, String container) throws ContainerException, InterruptedException {
        return answer(tree, PATIENCE, List.of("container", "inspect", "--format", "{{.Id}}", container))
                .exit()
                .isSuccess();
    }

    /**
     * Makes a container, which does not run yet.
     *
     * @return the engine's name for it
     */
    String create(ProcessTree tree, List<String> arguments) throws ContainerException, InterruptedException {
        return ask(tree, PATIENCE, arguments).stdout();
    }

    /**
     * Returns when the container's program runs, or has run.
     *
     * @param isStarting whether what starts it still does
     * @param said what that has said
     * @throws ContainerException with the engine's words when the program cannot be started
     */
    void awaitStart(ProcessTree tree, String container, BooleanSupplier isStarting, Lines said)
            throws ContainerException, InterruptedException {
        while (true) {
            boolean wasStarting = isStarting.getAsBoolean();
            String state = ask(
                            tree,
                            PATIENCE,
                            List.of(
                                    "container",
                                    "inspect",
                                    "--format",
                                    "{{.State.Status}} {{.State.Error}}",
                                    container))
                    .stdout();
            int blank = state.indexOf(' ');
            String status = blank < 0 ? state : state.substring(0, blank);
            String error = blank < 0 ? "" : state.substring(blank + 1).strip();
            if (!error.isEmpty()) {
                throw new ContainerException(error);
            }
            if (!status.equals("created")) {
                return;
            }
            if (!wasStarting) {
                throw new ContainerException(said.stderr().isEmpty() ? "it did not start" : said.stderr());
            }
        }
    }

    /** How a container has ended; with 137 when nobody knows, for then it was killed. */
    ContainerHost.Ending ending(String container, Processes owners) {
        try (ProcessTree tree = owners.tree()) {
            String[] state = answer(
                            tree,
                            PATIENCE,
                            List.of(
                                    "container",
                                    "inspect",
                                    "--format",
                                    "{{.State.ExitCode}} {{.State.OOMKilled}}",
                                    container))
                    .stdout()
                    .split(" ", 2);
            return new ContainerHost.Ending(
                    state[0].matches("\\d{1,3}") ? Integer.parseInt(state[0]) : 137,
                    state.length > 1 && state[1].equals("true"));
        } catch (ContainerException e) {
            return new ContainerHost.Ending(137, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ContainerHost.Ending(137, false);
        }
    }

    /** Asks a container's program to end, and ends it after the grace. */
    void stop(String container, Duration grace, Processes owners) {
        try (ProcessTree tree = owners.tree()) {
            answer(tree, PATIENCE.plus(grace), List.of("stop", "--time=" + grace.toSeconds(), container));
        } catch (ContainerException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command of docker's client. */
    Command command(List<String> arguments) {
        return command("docker", arguments);
    }

    /** A command in the environment of docker's client. */
    Command command(String program, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(arguments);
        return Command.of(directory, all).withEnvironment(environment);
    }

    String owner() {
        return owner;
    }

    private record Answer(ProcessExit exit, String stdout, String stderr) {

        String complaint() {
            String text = stderr.isBlank() ? stdout : stderr;
            return text.isBlank() ? "docker ended with the exit code " + exit.code() : text.strip();
        }
    }

    private Answer ask(ProcessTree tree, Duration longest, List<String> arguments)
            throws ContainerException, InterruptedException {
        Answer answer = answer(tree, longest, arguments);
        if (answer.exit().cause() == ProcessExit.Cause.TIMED_OUT) {
            throw new ContainerException(
                    "docker " + arguments.get(0) + " did not end within " + longest.toSeconds() + " seconds");
        }
        if (!answer.exit().isSuccess()) {
            throw new ContainerException(answer.complaint());
        }
        return answer;
    }

    private Answer answer(ProcessTree tree, Duration longest, List<String> arguments)
            throws ContainerException, InterruptedException {
        Lines lines = new Lines();
        try {
            ProcessExit exit = tree.run(command(arguments).withWallTimeout(longest), lines);
            return new Answer(exit, lines.stdout(), lines.stderr());
        } catch (IOException e) {
            throw new ContainerException(String.valueOf(e.getMessage()));
        }
    }

    /** Keeps what a command writes; it writes little. */
    static final class Lines implements Output {

        private final List<String> stdout = new CopyOnWriteArrayList<>();
        private final List<String> stderr = new CopyOnWriteArrayList<>();

        @Override
        public void stdout(String line) {
            stdout.add(line);
        }

        @Override
        public void stderr(String line) {
            stderr.add(line);
        }

        String stdout() {
            return String.join("\n", stdout).strip();
        }

        String stderr() {
            return String.join("\n", stderr).strip();
        }
    }
}
