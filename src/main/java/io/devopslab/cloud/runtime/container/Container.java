package io.devopslab.cloud.runtime.container;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A container that lives. Whatever happens to this process, also a {@code kill -9}, the container's input ends with it,
 * and so does the container. Used by one thread, and closed by any.
 */
public final class Container implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Docker docker;
    private final ProcessTree tree;
    private final ContainerSpec spec;

    private Container(Docker docker, ProcessTree tree, ContainerSpec spec) {
        this.docker = docker;
        this.tree = tree;
        this.spec = spec;
    }

    static Container start(Time time, Docker docker, ProcessTree tree, ContainerSpec spec)
            throws ContainerException, InterruptedException {
        Birth birth = new Birth();
        try (Time.Work work = time.work()) {
            RunningProcess keeper =
                    tree.start(docker.command(spec.arguments(docker.owner())).withOpenInput(), birth);
            keeper.onExit(birth::end);
            Container container = new Container(docker, tree, spec);
            try {
                birth.await();
            } catch (ContainerException | InterruptedException e) {
                container.close();
                throw e;
            }
            return container;
        } catch (IOException e) {
            throw new ContainerException(String.valueOf(e.getMessage()));
        }
    }

    /** Hears whether the container came to life, or why it did not. */
    private static final class Birth implements Output {

        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        private final Docker.Lines lines = new Docker.Lines();

        @Override
        public void stdout(String line) {
            if (line.equals(ContainerSpec.READY)) {
                ready.complete(true);
            }
        }

        @Override
        public void stderr(String line) {
            lines.stderr(line);
        }

        void end() {
            // What it said last may come a moment after its end.
            ready.completeOnTimeout(false, 500, TimeUnit.MILLISECONDS);
        }

        void await() throws ContainerException, InterruptedException {
            try {
                if (!ready.get(START.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ContainerException(lines.stderr());
                }
            } catch (TimeoutException e) {
                throw new ContainerException("it did not start within " + START.toSeconds() + " seconds");
            } catch (ExecutionException e) {
                throw new IllegalStateException("Nobody completes it so.", e);
            }
        }
    }

    /**
     * Runs a command in the container and waits for its end. One that exceeds its time is ended with the container.
     *
     * @param arguments a program of the image, and its arguments
     * @param timeout in the cloud's time
     * @throws IOException when the container is gone
     */
    public ProcessExit run(Path directory, List<String> arguments, Output output, Duration timeout)
            throws IOException, InterruptedException {
        return run(exec(directory, arguments).withTimeout(timeout), output);
    }

    /**
     * Runs a command that asks the image something and takes no time by itself: what it takes is the engine's, however fast the
     * cloud's clock goes.
     *
     * @param realTime after which it is ended with the container
     * @throws IOException when the container is gone
     */
    public ProcessExit ask(List<String> arguments, Duration realTime) throws IOException, InterruptedException {
        return run(exec(Path.of("/"), arguments).withWallTimeout(realTime), Output.ignored());
    }

    private Command exec(Path directory, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("exec", "--workdir=" + directory, spec.name()));
        all.addAll(arguments);
        return docker.command(all);
    }

    private ProcessExit run(Command command, Output output) throws IOException, InterruptedException {
        ProcessExit exit = tree.run(command, output);
        if (exit.cause() == ProcessExit.Cause.EXITED && !exit.isSuccess() && !docker.lives(tree, spec.name())) {
            throw new IOException("The container of the image " + spec.image() + " has ended under the build. Somebody,"
                    + " or the engine, removed it; the engine itself may have been stopped.");
        }
        return exit;
    }

    /** Ends the container with all that runs in it, and returns when it is gone. */
    @Override
    public void close() {
        tree.close();
        docker.remove(spec.name());
    }
}
