package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.UnknownNameException;
import io.devopslab.aws.shape.ShapeException;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Mutant;
import io.devopslab.catalog.Task;
import io.devopslab.catalog.TrafficSpec;
import io.devopslab.check.MissingValueException;
import io.devopslab.check.Reasons;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.git.CloneFailedException;
import io.devopslab.session.ledger.Entry;
import io.devopslab.session.ledger.SessionLock;
import io.devopslab.session.progress.Diary;
import io.devopslab.session.stack.StackFailedException;
import io.devopslab.session.traffic.Callee;
import io.devopslab.session.traffic.TrafficWatch;
import io.devopslab.session.watch.Watch;
import io.devopslab.target.Site;
import io.devopslab.text.Exit;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.LabException;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One lab on one site. Each command makes one of these, calls one method and is done; all that lasts is in files
 * and in the cloud. {@code start}, {@code solve}, {@code reset} and {@code stop} hold the session's lock while they
 * run and throw {@link SessionLockedException} when another process has it.
 *
 * <p>All methods throw {@link LabException}s, with the exit code that fits; a thread that is interrupted gets one of
 * {@link Exit#INTERRUPTED}, and the ledger can be gone on from.
 */
public final class Session {

    private final Workbench bench;
    private final Home home;

    private Session(Workbench bench, Home home) {
        this.bench = bench;
        this.home = home;
    }

    public static Session of(Lab lab, Site site, Home home, Progress progress) {
        return new Session(new Workbench(lab, site, home, progress), home);
    }

    /** All sessions that this home knows of, stopped ones included, of all targets. No cloud is asked. */
    public static List<SessionState> all(Home home) {
        return SessionFiles.all(home);
    }

    /** What the files say; empty when the lab was never started here. No cloud is asked. */
    public Optional<SessionState> state() {
        return bench.journal().state();
    }

    /** All lines that the lab's ledger has, of earlier sessions too. No cloud is asked. */
    public List<Entry> ledger() {
        return bench.files().ledger().entries();
    }

    /** What the placeholders of the guide stand for in this session; empty for what is not known, or not yet. */
    public Function<String, Optional<String>> values() {
        Values values = bench.values(bench.journal());
        return name -> {
            try {
                return Optional.of(values.text("${" + name + "}"));
            } catch (LabException | MissingValueException e) {
                return Optional.empty();
            }
        };
    }

    /**
     * Brings the lab to where a learner can begin, or goes on with a start that was cut off. What stands is left
     * as it is.
     *
     * @param workspace the learner's directory; empty for the lab's name among the home's workspaces
     * @param ttl how long it may run from now on; empty for as long as it was given last, or else as the lab says
     * @throws UsageException when something that is not ours is in the way
     */
    public StartResult start(Optional<Path> workspace, Optional<Duration> ttl) {
        return locked("lab start", () -> new Starting(bench, home).start(workspace, ttl));
    }

    /** Starts it for as long as it was given last, or else as the lab says. */
    public StartResult start(Optional<Path> workspace) {
        return start(workspace, Optional.empty());
    }

    /**
     * Runs the checks of the tasks, or of all tasks when none is named.
     *
     * @throws UsageException when the lab is not started, or has no such task
     * @throws InconclusiveException when its start or its stop has not come to its end
     */
    public Report check(List<String> tasks) {
        List<Task> asked = bench.lab().tasks(tasks);
        requireStarted();
        requireWhole();
        Report report = told(() -> bench.checker(bench.journal()).report(bench.lab(), asked));
        remember(diary -> diary.passed(passed(report), false, bench.site().clock()::now));
        return report;
    }

    /**
     * Checks, and checks again whenever something has happened in the cloud or in the clones, until all passes.
     *
     * @param listener hears the first report, and each that differs from the one before
     * @return the report in which everything passes
     * @throws UsageException as {@link #check} does, also when the lab is stopped meanwhile
     */
    public Report watch(List<String> tasks, Consumer<Report> listener) {
        bench.lab().tasks(tasks);
        requireStarted();
        Watch watch = new Watch(bench.site().changes(), bench.journal().clones().values());
        try {
            return watch.run(() -> check(tasks), listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(
                    Exit.INTERRUPTED,
                    Workbench.message("watch-interrupted"),
                    Workbench.message("watch-interrupted.cure", bench.lab().id()));
        } catch (IOException e) {
            throw new InconclusiveException(
                    Workbench.message("unwatchable", bench.journal().workspace(), String.valueOf(e.getMessage())),
                    Workbench.message("unwatchable.cure", bench.lab().id()),
                    e);
        }
    }

    /**
     * Calls to an alias, whose answers are counted. What is not given, the lab's manifest says.
     *
     * @param payload JSON
     * @param rate calls a second, from 1 to {@link TrafficWatch#MOST_CALLS}
     * @throws UsageException when the lab is not started, or neither says what to call
     */
    public TrafficWatch traffic(Optional<String> function, Optional<String> alias, Optional<String> payload, int rate) {
        requireStarted();
        Optional<TrafficSpec> spec = bench.lab().traffic();
        Values values = bench.values(bench.journal());
        return told(() -> new TrafficWatch(
                bench.site(),
                new Callee.Alias(
                        function.or(() -> spec.map(it -> values.text(it.function())))
                                .orElseThrow(this::nothingToCall),
                        alias.or(() -> spec.map(it -> values.text(it.alias()))).orElseThrow(this::nothingToCall),
                        payload.or(() ->
                                        spec.map(it -> values.node(it.payload()).toString()))
                                .orElse("{}")),
                rate));
    }

    /**
     * Requests to the fleet behind the lab's load balancer, whose answers are counted.
     *
     * @param rate requests a second, from 1 to {@link TrafficWatch#MOST_CALLS}
     * @throws UsageException when the lab is not started, or has no fleet
     */
    public TrafficWatch fleetTraffic(int rate) {
        requireStarted();
        TrafficSpec.Balancer balancer = bench.lab()
                .traffic()
                .flatMap(TrafficSpec::balancer)
                .orElseThrow(() -> new UsageException(
                        Workbench.message("no-fleet", bench.lab().id()), Workbench.message("no-fleet.cure")));
        Values values = bench.values(bench.journal());
        return told(() -> new TrafficWatch(
                bench.site(), new Callee.Balancer(values.text(balancer.name()), balancer.path()), rate));
    }

    private UsageException nothingToCall() {
        return new UsageException(
                Workbench.message("no-traffic", bench.lab().id()), Workbench.message("no-traffic.cure"));
    }

    /** Does the tasks and those that they need, in order, skipping what passes already; all when none is named. */
    public SolveResult solve(List<String> tasks) {
        List<Task> asked = bench.lab().tasks(tasks);
        requireStarted();
        SolveResult result = locked("lab solve", () -> new Solving(bench).solve(asked));
        remember(diary -> {
            diary.passed(result.solved(), true, bench.site().clock()::now);
            diary.passed(passed(result.report()), false, bench.site().clock()::now);
        });
        return result;
    }

    /** Does a near miss in the place of its task's solution: for those who prove that a check catches it. */
    public void apply(Mutant mutant) {
        requireStarted();
        locked("lab validate", () -> {
            new StepRunner(bench, bench.journal()).run(mutant.apply());
            return mutant;
        });
    }

    /** The task's next hint; the last one again when there is no other. Taken hints are remembered. */
    public HintResult hint(String taskId) {
        Task task = bench.lab().tasks(List.of(taskId)).get(0);
        requireStarted();
        return locked("lab hint", () -> {
            int taken = bench.journal().hintsTaken(taskId);
            int number = Math.min(taken + 1, task.hints().size());
            if (number > taken) {
                bench.write(Event.HINT, Input.of("task", taskId, "number", number));
                remember(diary -> diary.hint(taskId, number, bench.site().clock()::now));
            }
            return new HintResult(
                    task, task.hints().get(number - 1), number, task.hints().size());
        });
    }

    /**
     * Takes the lab back to its start. What the learner committed stays in the history, what was not committed
     * moves to a branch of its own.
     *
     * @param everything stop and start again, rather than only stacks, repositories and clones
     */
    public StartResult reset(boolean everything) {
        requireStarted();
        return locked("lab reset", () -> {
            Starting starting = new Starting(bench, home);
            if (!everything) {
                return new Resetting(bench, starting).reset();
            }
            Path workspace = bench.journal().workspace();
            Optional<Duration> ttl = bench.journal().ttl();
            StopResult stopped = new Stopping(bench).stop(StopOptions.ordinary());
            if (!stopped.survivors().isEmpty()) {
                throw new LabException(
                        Exit.LEFT_BEHIND,
                        Workbench.message(
                                "reset-left-behind", stopped.survivors().size()),
                        Workbench.message("reset-left-behind.cure", bench.lab().id()));
            }
            return starting.start(Optional.of(workspace), ttl);
        });
    }

    /**
     * Deletes all that the lab and its learner made in the cloud, and asks the services whether it is gone.
     * A session that shall be stopped because its time is over, and has some left, is left alone.
     */
    public StopResult stop(StopOptions options) {
        return locked("lab stop", () -> new Stopping(bench).stop(options));
    }

    /** Of which half is missing, that tells nothing of its learner. */
    private void requireWhole() {
        String half =
                switch (bench.journal().phase()) {
                    case STARTING -> "half-started";
                    case STOPPING -> "half-stopped";
                    default -> "";
                };
        if (!half.isEmpty()) {
            String lab = bench.lab().id();
            throw new InconclusiveException(Workbench.message(half, lab), Workbench.message(half + ".cure", lab));
        }
    }

    private void requireStarted() {
        requireStarted(bench.lab(), bench.journal());
    }

    /**
     * Makes sure that a lab is started, by the files alone, before a cloud is opened for it.
     *
     * @throws UsageException when it is not
     */
    public static void requireStarted(Lab lab, Home home, String target) {
        requireStarted(lab, new SessionFiles(home, target, lab.id()).journal());
    }

    /**
     * Makes sure that no command works on a lab, one that begins to start it for example.
     *
     * @throws SessionLockedException when one does
     */
    public static void requireFree(Lab lab, Home home, String target) {
        SessionFiles files = new SessionFiles(home, target, lab.id());
        if (files.exist()) {
            files.lock("lab stop " + lab.id()).close();
        }
    }

    private static void requireStarted(Lab lab, Journal journal) {
        if (!journal.isOpen()) {
            throw new UsageException(
                    journal.isExpired()
                            ? Workbench.message("not-started.expired", lab.id(), journal.workspace())
                            : Workbench.message("not-started", lab.id()),
                    Workbench.message("not-started.cure", lab.id()));
        }
    }

    private static List<String> passed(Report report) {
        return report.tasks().stream()
                .filter(task -> task.standing() == Standing.PASSED)
                .map(task -> task.task().id())
                .toList();
    }

    /** What a stop must not lose. A home that cannot be written is no reason not to tell what was found. */
    private void remember(Consumer<Diary> deed) {
        try {
            deed.accept(home.diary(bench.lab().id()));
        } catch (UncheckedIOException e) {
            bench.note(Workbench.message("unremembered", String.valueOf(e.getMessage())));
        }
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    private <T> T locked(String command, Work<T> work) {
        SessionLock lock = bench.files().lock(command + " " + bench.lab().id());
        try (lock) {
            return told(work);
        }
    }

    /** Turns what can go wrong into what a person can read. */
    private <T> T told(Work<T> work) {
        try {
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (OperationFailedException e) {
            // A call that is waiting for its answer when Ctrl-C comes ends like one that gets none.
            throw Thread.currentThread().isInterrupted() ? interrupted() : Reasons.exception(e.failure());
        } catch (StackFailedException e) {
            throw new InconclusiveException(
                    Workbench.message("stack-failed", e.stack(), e.status(), e.reason()),
                    Workbench.message("stack-failed.cure", bench.lab().id()),
                    e);
        } catch (CloneFailedException e) {
            throw new InconclusiveException(
                    Workbench.message("clone-failed", String.valueOf(e.getMessage())),
                    Workbench.message("clone-failed.cure", bench.lab().id()),
                    e);
        } catch (UncheckedIOException e) {
            throw bench.files().unusable(e);
        } catch (MissingValueException e) {
            throw new StepFailedException(Workbench.message("missing-value", String.valueOf(e.getMessage())));
        } catch (UnknownNameException | ShapeException e) {
            throw new LabException(
                    Exit.INVALID_LAB,
                    Workbench.message("invalid-call", String.valueOf(e.getMessage())),
                    Workbench.message("invalid-call.cure"));
        }
    }

    private LabException interrupted() {
        return new LabException(
                Exit.INTERRUPTED,
                Workbench.message("interrupted"),
                Workbench.message("interrupted.cure", bench.lab().id()));
    }
}
