package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.service.codebuild.run.ActiveBuild;
import io.devopslab.cloud.service.codebuild.run.BuildClients;
import io.devopslab.cloud.service.codebuild.run.BuildEnvironments;
import io.devopslab.cloud.service.codebuild.run.BuildJob;
import io.devopslab.cloud.service.codebuild.run.BuildRunner;
import io.devopslab.cloud.service.codebuild.run.ReportSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.codebuild.model.AutoRetryConfig;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * Runs the builds in the order of their start: as many at once as this machine has processors, and of a project no
 * more than it allows. Thread-safe.
 */
final class BuildQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildQueue.class);

    private static final int MOST_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final long CLOSE_SECONDS = 10;

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final BuildClients clients;
    private final BuildStarts starts;
    private final ReportSink reports;
    private final Processes processes;
    private final BuildEnvironments environments;
    private final Map<String, ActiveBuild> running = new HashMap<>();
    private final Set<String> timed = new HashSet<>();
    private Optional<ScheduledExecutorService> watcher = Optional.empty();
    private boolean settled;

    BuildQueue(
            ServiceContext context,
            CodeBuildTables tables,
            BuildClients clients,
            BuildStarts starts,
            ReportSink reports) {
        this.context = context;
        this.tables = tables;
        this.clients = clients;
        this.starts = starts;
        this.reports = reports;
        this.processes = new Processes(context.time(), context.files().toString());
        this.environments = BuildEnvironments.of(context, processes);
    }

    /** Starts what may start now. Called whenever a build was added or has ended, and when the cloud opens. */
    synchronized void advance() {
        if (context.store().isFrozen()) {
            return;
        }
        settle();
        for (BuildRow row : waiting()) {
            if (running.size() < MOST_AT_ONCE && projectAllows(row)) {
                begin(row);
            } else if (timed.add(row.id())) {
                limitWait(row);
            }
        }
    }

    private List<BuildRow> waiting() {
        return tables.builds().values().stream()
                .filter(BuildRow::isRunning)
                .filter(row -> !running.containsKey(row.id()))
                .sorted(Comparator.comparingLong(BuildRow::sequence))
                .toList();
    }

    private boolean projectAllows(BuildRow row) {
        String prefix = row.build().projectName() + ":";
        long active =
                running.keySet().stream().filter(id -> id.startsWith(prefix)).count();
        return Optional.ofNullable(row.project().concurrentBuildLimit())
                .map(limit -> active < limit)
                .orElse(true);
    }

    private void begin(BuildRow row) {
        BuildProgress progress = progress(row.id());
        progress.end(BuildPhaseType.QUEUED, StatusType.SUCCEEDED, "", "");
        timed.remove(row.id());
        BuildJob job = new BuildJob(context, clients, row.build(), row.project(), row.revision(), row.restarted());
        BuildRunner runner = new BuildRunner(job, progress, reports, environments);
        running.put(row.id(), runner.active());
        watch();
        context.time().execute(() -> run(row, runner));
    }

    private BuildProgress progress(String id) {
        return new BuildProgress(context, tables, id);
    }

    private void run(BuildRow row, BuildRunner runner) {
        try {
            runner.run();
            retry(row.id(), runner.retry());
        } finally {
            synchronized (this) {
                running.remove(row.id());
                notifyAll();
            }
            advance();
        }
    }

    /** Ends a build that has waited too long for its turn. */
    private void limitWait(BuildRow row) {
        Duration longest = Duration.ofMinutes(row.build().queuedTimeoutInMinutes());
        Duration waited =
                Duration.between(row.build().startTime(), context.time().instant());
        context.time().schedule(longest.minus(waited), () -> {
            synchronized (this) {
                if (!running.containsKey(row.id())) {
                    BuildProgress progress = progress(row.id());
                    tables.store().write(() -> {
                        if (progress.isRunning()) {
                            progress.end(
                                    BuildPhaseType.QUEUED,
                                    StatusType.TIMED_OUT,
                                    "BUILD_TIMED_OUT",
                                    "Build has timed out. ");
                            progress.complete(StatusType.TIMED_OUT);
                        }
                    });
                }
                timed.remove(row.id());
            }
        });
    }

    /** Starts a build that failed once more, when its project or its buildspec says so. */
    private void retry(String id, BuildRunner.Retry asked) {
        Optional<BuildRow> row =
                context.store().isFrozen() ? Optional.empty() : tables.builds().get(id);
        if (row.isEmpty() || row.get().build().buildStatus() != StatusType.FAILED) {
            return;
        }
        Build build = row.get().build();
        AutoRetryConfig config = Optional.ofNullable(build.autoRetryConfig())
                .orElse(AutoRetryConfig.builder()
                        .autoRetryLimit(asked.limit())
                        .autoRetryNumber(0)
                        .build());
        if (config.autoRetryNumber() >= config.autoRetryLimit()) {
            return;
        }
        tables.store().write(() -> {
            Build next = starts.again(
                    row.get(),
                    build.initiator(),
                    Optional.empty(),
                    Optional.of(AutoRetryConfig.builder()
                            .autoRetryLimit(config.autoRetryLimit())
                            .autoRetryNumber(config.autoRetryNumber() + 1)
                            .previousAutoRetry(build.arn())
                            .build()));
            tables.builds()
                    .update(
                            id,
                            kept -> kept.with(kept.build().toBuilder()
                                    .autoRetryConfig(config.toBuilder()
                                            .nextAutoRetry(next.arn())
                                            .build())
                                    .build()));
        });
    }

    /** Ends a build at once: what is kept says so before its processes are gone. */
    void stop(String id) {
        progress(id).complete(StatusType.STOPPED);
        Optional<ActiveBuild> active;
        synchronized (this) {
            active = Optional.ofNullable(running.get(id));
        }
        active.ifPresent(ActiveBuild::stop);
        advance();
    }

    /**
     * Sees to what the last process of the cloud left, before anything is run: what waited waits on; what was running
     * is run again from its beginning, for its processes are gone.
     */
    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        List<BuildRow> open =
                tables.builds().values().stream().filter(BuildRow::isRunning).toList();
        if (!open.isEmpty()) {
            environments.endLeftovers();
            open.forEach(row -> tables.builds().update(row.id(), BuildQueue::backInQueue));
        }
    }

    private static BuildRow backInQueue(BuildRow row) {
        List<BuildPhase> phases = new ArrayList<>(row.build().phases());
        boolean hadBegun = phases.size() > 2 || phases.get(phases.size() - 1).phaseStatus() != null;
        if (!hadBegun) {
            return row;
        }
        BuildPhase queued = BuildPhase.builder()
                .phaseType(BuildPhaseType.QUEUED)
                .startTime(phases.get(1).startTime())
                .build();
        return row.asRestarted(row.build().toBuilder()
                .phases(phases.get(0), queued)
                .currentPhase(BuildPhaseType.QUEUED.toString())
                .build());
    }

    /** Looks after the running builds in real time, for simulated time stands still while they work. */
    private void watch() {
        if (watcher.isPresent()) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "codebuild-watch");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(this::lookAfter, 1, 1, TimeUnit.SECONDS);
        watcher = Optional.of(thread);
    }

    private void lookAfter() {
        List<ActiveBuild> builds;
        synchronized (this) {
            builds = List.copyOf(running.values());
        }
        for (ActiveBuild build : builds) {
            try {
                build.watch();
            } catch (RuntimeException e) {
                LOG.warn("A running build cannot be looked after.", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            watcher.ifPresent(ScheduledExecutorService::shutdownNow);
        }
        processes.close();
        awaitEnd();
    }

    /** Lets the threads of the builds find out that their processes are gone, before the state is closed. */
    private synchronized void awaitEnd() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        try {
            while (!running.isEmpty() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.timedWait(this, 100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
