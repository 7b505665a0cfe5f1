package io.devopslab.cloud.runtime.container;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.runtime.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs containers in an engine, through the {@code docker} command.
 *
 * <p>Beside each container a small process waits for the end of its input, which is a pipe of this process: however
 * that ends, also by a {@code kill -9}, the small one removes the container.
 */
public final class DockerHost implements ContainerHost {

    /** How long an image may take to come, in real time. */
    private static final Duration PULL = Duration.ofMinutes(15);

    /** A container that is just being made cannot be removed yet, so the keeper tries for a while. */
    private static final String KEEPER = "read -r line; for i in 1 2 3 4 5; do docker rm --force --volumes \"$0\""
            + " > /dev/null 2>&1; sleep 1; done";

    private final Time time;
    private final Processes processes;
    private final Docker docker;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param environment the whole environment of docker's own client
     * @param owner a directory that is the owner's in the next process too
     */
    public DockerHost(Time time, Map<String, String> environment, Path owner) {
        this.time = time;
        this.processes = new Processes(time, owner.toString());
        this.docker = new Docker(time, processes, environment, owner);
    }

    @Override
    public Hosted start(ContainerPlan plan, Listener listener) throws ContainerException, InterruptedException {
        ProcessTree tree = processes.tree();
        Running container = new Running(plan, listener, tree);
        boolean lives = false;
        running.put(plan.name(), container);
        try (Time.Work work = time.work()) {
            if (closed) {
                throw new ContainerException("the cloud is being closed");
            }
            prepare(tree, plan.image());
            container.start();
            lives = true;
            return container;
        } catch (IOException e) {
            throw new ContainerException(String.valueOf(e.getMessage()));
        } finally {
            if (!lives) {
                container.remove();
            }
        }
    }

    private void prepare(ProcessTree tree, String image) throws ContainerException, InterruptedException {
        Engine engine;
        try {
            engine = docker.engine(tree);
        } catch (ContainerException e) {
            throw new ContainerException("no container engine answers: " + e.getMessage());
        }
        if (!engine.system().equals("linux")) {
            throw new ContainerException("the container engine runs " + engine.system() + " and not linux");
        }
        if (!docker.has(tree, image)) {
            docker.pull(tree, image, PULL);
        }
    }

    private final class Running implements Hosted {

        private final ContainerPlan plan;
        private final Listener listener;
        private final ProcessTree tree;
        private final AtomicBoolean told = new AtomicBoolean();
        private String id = "";

        Running(ContainerPlan plan, Listener listener, ProcessTree tree) {
            this.plan = plan;
            this.listener = listener;
            this.tree = tree;
        }

        void start() throws ContainerException, InterruptedException, IOException {
            tree.start(docker.command("sh", List.of("-c", KEEPER, plan.name())).withOpenInput(), Output.ignored());
            Path variables = Files.createTempFile("lab-container", ".env");
            try {
                Files.write(variables, lines(plan.environment()));
                id = docker.create(tree, arguments(variables));
            } finally {
                Files.deleteIfExists(variables);
            }
            Docker.Lines complaints = new Docker.Lines();
            RunningProcess attached =
                    tree.start(docker.command(List.of("start", "--attach", plan.name())), Output.merged(line -> {
                        complaints.stderr(line);
                        listener.line(line);
                    }));
            docker.awaitStart(tree, plan.name(), attached::isAlive, complaints);
            // One that could not be started has not ended.
            attached.onExit(() -> time.execute(this::ended));
        }

        /** A file of variables has a line for each. */
        private static List<String> lines(Map<String, String> variables) throws ContainerException {
            List<String> lines = new ArrayList<>();
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                if (variable.getValue().contains("\n") || variable.getKey().contains("\n")) {
                    throw new ContainerException("the value of the environment variable " + variable.getKey()
                            + " has several lines, which the embedded cloud cannot hand to a container");
                }
                lines.add(variable.getKey() + "=" + variable.getValue());
            }
            return lines;
        }

        private List<String> arguments(Path variables) {
            List<String> arguments = new ArrayList<>(List.of("create", "--name=" + plan.name()));
            arguments.add("--label=" + ContainerSpec.OWNER_LABEL + "=" + docker.owner());
            arguments.add("--label=io.devopslab.task=" + plan.purpose());
            arguments.add("--env-file=" + variables);
            if (plan.network() instanceof ContainerPlan.Network.Own own) {
                own.ports()
                        .forEach((inside, outside) ->
                                arguments.add("--publish=" + own.address() + ":" + outside + ":" + inside));
                arguments.add("--add-host=host.docker.internal:host-gateway");
            } else if (plan.network() instanceof ContainerPlan.Network.Shared shared) {
                arguments.add("--network=container:" + shared.container());
            }
            plan.platform().ifPresent(platform -> arguments.add("--platform=" + platform));
            plan.reservedMemory().ifPresent(least -> arguments.add("--memory-reservation=" + least));
            plan.memory().ifPresent(most -> arguments.add("--memory=" + most));
            plan.processors().ifPresent(most -> arguments.add("--cpus=" + most));
            plan.directory().ifPresent(directory -> arguments.add("--workdir=" + directory));
            plan.user().ifPresent(user -> arguments.add("--user=" + user));
            if (plan.isReadOnly()) {
                arguments.add("--read-only");
            }
            arguments.add("--security-opt=no-new-privileges");
            arguments.add("--pids-limit=1000");
            List<String> program = new ArrayList<>(plan.command());
            if (!plan.entryPoint().isEmpty()) {
                arguments.add("--entrypoint=" + plan.entryPoint().get(0));
                program.addAll(0, plan.entryPoint().subList(1, plan.entryPoint().size()));
            }
            arguments.add(plan.image());
            arguments.addAll(program);
            return arguments;
        }

        @Override
        public String id() {
            return id;
        }

        private void ended() {
            if (told.compareAndSet(false, true)) {
                Ending ending = docker.ending(plan.name(), processes);
                remove();
                listener.ended(ending);
            }
        }

        @Override
        public void stop(Duration grace) {
            docker.stop(plan.name(), grace, processes);
            if (told.compareAndSet(false, true)) {
                Ending ending = docker.ending(plan.name(), processes);
                remove();
                listener.ended(ending);
            }
            remove();
        }

        void remove() {
            tree.close();
            docker.remove(plan.name());
            running.remove(plan.name(), this);
        }
    }

    @Override
    public void removeLeftovers() {
        processes.killLeftovers();
        docker.removeLeftovers();
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(running.values()).forEach(Running::remove);
        processes.close();
    }
}
