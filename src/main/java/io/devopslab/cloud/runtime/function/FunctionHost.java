package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.function.Environment.Done;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs functions, each call in an environment of its own: a warm one when there is one, otherwise a new process.
 * Thread-safe.
 */
public final class FunctionHost implements AutoCloseable {

    private final Time time;
    private final InstantSource wall;
    private final Processes processes;
    private final Runtimes runtimes;
    private final WarmPool pool;

    /**
     * @param files a directory of the host's own, the same after a restart
     * @param wall the clock that the functions see
     */
    public FunctionHost(Time time, Path files, InstantSource wall) {
        this.time = time;
        this.wall = wall;
        this.processes = new Processes(time, files.toString());
        this.runtimes = new Runtimes(processes, files);
        this.pool = new WarmPool(time);
    }

    /** Ends the processes that an earlier cloud, which was killed, left behind. */
    public void killLeftovers() {
        processes.killLeftovers();
    }

    /**
     * Calls a function and waits for its end, which counts as {@linkplain Time#work real work}.
     *
     * @param setup what a new environment is to start with; asked only when there is no warm one
     * @throws MissingRuntimeException when this machine cannot run the function's runtime
     * @throws NoCapacityException when too many environments are at work
     */
    public FunctionResult invoke(FunctionSpec spec, FunctionEvent event, Supplier<Setup> setup)
            throws MissingRuntimeException, NoCapacityException, IOException, InterruptedException {
        try (Time.Work work = time.work()) {
            Optional<Environment> warm = pool.take(spec.key());
            if (warm.isPresent()) {
                Done done = call(spec, warm.get(), event);
                if (done.wasTaken()) {
                    return done.result();
                }
                // It died after its last call: that is not this call's fault.
            }
            FunctionRuntime.Launch launch;
            try {
                launch = runtimes.launch(spec);
            } catch (InvalidEntrypointException e) {
                return Environment.refused(spec, event, setup.get(), String.valueOf(e.getMessage()));
            }
            return call(spec, start(spec, launch, setup.get()), event).result();
        }
    }

    private Environment start(FunctionSpec spec, FunctionRuntime.Launch launch, Setup settings)
            throws NoCapacityException, IOException, InterruptedException {
        pool.reserve();
        ProcessTree tree = processes.tree();
        try {
            return new Environment(spec, settings, launch, tree, time, wall);
        } catch (IOException | RuntimeException e) {
            tree.close();
            pool.release();
            throw e;
        }
    }

    private Done call(FunctionSpec spec, Environment environment, FunctionEvent event) throws InterruptedException {
        boolean isReusable = false;
        try {
            Done done = environment.invoke(event);
            isReusable = done.isReusable();
            return done;
        } finally {
            if (isReusable) {
                pool.giveBack(spec.key(), environment);
            } else {
                environment.close();
                pool.release();
            }
        }
    }

    /** Ends the warm environments whose keys begin with {@code prefix}. */
    public void retire(String prefix) {
        pool.retire(prefix);
    }

    @Override
    public void close() {
        pool.close();
        processes.close();
    }
}
