package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.function.FunctionRuntime.Launch;
import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One process that runs one function, one call after another. It belongs to one caller at a time. */
final class Environment implements AutoCloseable {

    /** Longer than Lambda's ten seconds: a laptop may be busy. */
    private static final Duration LONGEST_INIT = Duration.ofSeconds(30);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Duration LOG_PATIENCE = Duration.ofMillis(500);
    private static final Duration UNMARKED_LOG_PATIENCE = Duration.ofMillis(30);

    private final FunctionSpec spec;
    private final Setup setup;
    private final Time time;
    private final InstantSource wall;
    private final EnvironmentLog log;
    private final RuntimeApi api;
    private final ProcessTree tree;
    private final RunningProcess process;
    private final Launch launch;
    private final long started = System.nanoTime();
    private boolean used;
    private volatile boolean isEnded;
    private volatile long taken;
    private volatile @Nullable Invocation current;

    Environment(FunctionSpec spec, Setup setup, Launch launch, ProcessTree tree, Time time, InstantSource wall)
            throws IOException {
        this.spec = spec;
        this.setup = setup;
        this.launch = launch;
        this.time = time;
        this.wall = wall;
        this.tree = tree;
        this.log = new EnvironmentLog(setup.log());
        this.api = new RuntimeApi(this::onTake);
        Command command = Command.of(spec.code(), launch.command()).withEnvironment(variables());
        try {
            this.process = tree.start(command, log);
        } catch (IOException e) {
            close();
            throw e;
        }
        process.onExit(this::endCurrent);
    }

    private void endCurrent() {
        Invocation invocation = current;
        if (invocation != null && !isEnded && !invocation.outcome().isDone()) {
            invocation.end(exited(invocation.event(), process.exitCode()));
        }
    }

    private Map<String, String> variables() {
        Map<String, String> all = new HashMap<>(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin",
                "LANG", "en_US.UTF-8",
                "TZ", ":UTC",
                "LAMBDA_TASK_ROOT", spec.code().toString(),
                "_HANDLER", spec.handler()));
        all.putAll(launch.variables());
        all.putAll(setup.variables());
        all.put("AWS_LAMBDA_RUNTIME_API", api.address());
        return all;
    }

    /** Whether it can be given a call. */
    boolean isUsable() {
        return process.isAlive()
                && setup.expires().filter(end -> !time.instant().isBefore(end)).isEmpty();
    }

    /** Whether it has had a call before. */
    boolean isWarm() {
        return used;
    }

    private long onTake(Invocation invocation) {
        taken = System.nanoTime();
        logStart(invocation.event());
        return wall.instant().plus(spec.timeout()).toEpochMilli();
    }

    private void logStart(FunctionEvent event) {
        log.entry(startOf(spec, event));
    }

    private static String startOf(FunctionSpec spec, FunctionEvent event) {
        return "START RequestId: " + event.requestId() + " Version: " + spec.version();
    }

    /** What {@link #invoke} gives. */
    record Done(FunctionResult result, boolean isReusable, boolean wasTaken) {}

    /** Makes one call and waits for its end. An environment that is not reusable afterwards is closed already. */
    Done invoke(FunctionEvent event) throws InterruptedException {
        log.begin();
        Invocation invocation = new Invocation(event);
        current = invocation;
        // What the runtime failed with at its start tells more than that its process has ended.
        api.offer(invocation);
        if (!process.isAlive()) {
            endCurrent();
        }
        Outcome outcome = await(invocation);
        long end = System.nanoTime();
        log.await(launch.marksEnds() && outcome.isReusable() ? LOG_PATIENCE : UNMARKED_LOG_PATIENCE);
        OptionalLong memory = MemoryUse.ofProcess(process.pid());
        if (!outcome.isReusable()) {
            close();
        }
        report(invocation, outcome, end, memory);
        used = true;
        return new Done(
                new FunctionResult(outcome.payload(), outcome.isError(), log.tail()),
                outcome.isReusable(),
                invocation.isTaken());
    }

    /** A call that no process can be started for, as if one had ended at once. */
    static FunctionResult refused(FunctionSpec spec, FunctionEvent event, Setup setup, String message) {
        EnvironmentLog log = new EnvironmentLog(setup.log());
        Outcome outcome = Outcome.ended("Runtime.InvalidEntrypoint", event.requestId(), message);
        log.entry(startOf(spec, event));
        log.entry("RequestId: " + event.requestId() + " Error: " + message + "\nRuntime.InvalidEntrypoint");
        log.entry("END RequestId: " + event.requestId());
        log.entry(reportOf(spec, event, 0) + outcome.status());
        log.flush();
        return new FunctionResult(outcome.payload(), outcome.isError(), log.tail());
    }

    private Outcome await(Invocation invocation) throws InterruptedException {
        try {
            invocation.taken().get(LONGEST_INIT.toMillis(), TimeUnit.MILLISECONDS);
            return invocation.outcome().get(spec.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Duration limit = invocation.isTaken() ? spec.timeout() : LONGEST_INIT;
            return timedOut(invocation, limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A call's outcome is always a value.", e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private Outcome timedOut(Invocation invocation, Duration limit) {
        String requestId = invocation.event().requestId();
        String message = String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0);
        // The end of the process is the platform's doing now, and no news for the log.
        isEnded = true;
        tree.close();
        if (!invocation.isTaken()) {
            logStart(invocation.event());
        }
        log.entry(STAMP.format(time.instant()) + " " + requestId + " " + message + "\n");
        return Outcome.timedOut(requestId, message);
    }

    private Outcome exited(FunctionEvent event, int code) {
        // A shell's convention, which the JDK follows: a signal's number above 128.
        String how = code > 128 ? "signal: " + (code == 137 ? "killed" : code - 128) : "exit status " + code;
        String message = code == 0 ? "Runtime exited without providing a reason" : "Runtime exited with error: " + how;
        log.entry("RequestId: " + event.requestId() + " Error: " + message + "\nRuntime.ExitError");
        return Outcome.ended("Runtime.ExitError", event.requestId(), message);
    }

    private void report(Invocation invocation, Outcome outcome, long end, OptionalLong memory) {
        FunctionEvent event = invocation.event();
        if (!invocation.isTaken() && !isEnded) {
            logStart(event);
        }
        long begin = invocation.isTaken() ? taken : started;
        double millis = (end - begin) / 1e6;
        StringBuilder line = new StringBuilder(reportOf(spec, event, millis));
        memory.ifPresent(bytes -> line.append("Max Memory Used: " + (bytes >> 20) + " MB\t"));
        if (!used && invocation.isTaken()) {
            line.append(String.format(Locale.ROOT, "Init Duration: %.2f ms\t", (begin - started) / 1e6));
        }
        line.append(outcome.status());
        log.entry("END RequestId: " + event.requestId());
        log.entry(line.toString());
        log.flush();
    }

    private static String reportOf(FunctionSpec spec, FunctionEvent event, double millis) {
        return String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\t",
                event.requestId(),
                millis,
                (long) Math.ceil(millis),
                spec.memoryMegabytes());
    }

    @Override
    public void close() {
        tree.close();
        api.close();
    }
}
