package io.devopslab.session;

import io.devopslab.catalog.Lab;
import io.devopslab.check.Report;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One lab on one site. Each command makes one of these, calls one method and is done; all that lasts is in files
 * and in the cloud. {@code start}, {@code solve}, {@code reset} and {@code stop} hold the session's lock while they
 * run and throw {@link SessionLockedException} when another process has it.
 */
@SuppressWarnings("DoNotCallSuggester") // until the parts below stand
public final class Session {

    private final Lab lab;
    private final Site site;
    private final Home home;
    private final Progress progress;

    private Session(Lab lab, Site site, Home home, Progress progress) {
        this.lab = lab;
        this.site = site;
        this.home = home;
        this.progress = progress;
    }

    public static Session of(Lab lab, Site site, Home home, Progress progress) {
        return new Session(lab, site, home, progress);
    }

    /** All sessions that this home knows of, stopped ones included, of all targets. No cloud is asked. */
    public static List<SessionState> all(Home home) {
        throw new UnsupportedOperationException("all " + home);
    }

    /** What the files say; empty when the lab was never started here. No cloud is asked. */
    public Optional<SessionState> state() {
        throw new UnsupportedOperationException("state " + site + home);
    }

    /**
     * Brings the lab to where a learner can begin, or goes on with a start that was cut off. What stands is left
     * as it is.
     *
     * @param workspace the learner's directory; empty for the lab's name among the home's workspaces
     * @throws UsageException when something that is not ours is in the way
     */
    public StartResult start(Optional<Path> workspace) {
        throw new UnsupportedOperationException("start " + workspace + progress);
    }

    /**
     * Runs the checks of the tasks, or of all tasks when none is named.
     *
     * @throws UsageException when the lab is not started, or has no such task
     */
    public Report check(List<String> tasks) {
        throw new UnsupportedOperationException("check " + lab.id() + tasks);
    }

    /** Does the tasks and those that they need, in order, skipping what passes already; all when none is named. */
    public SolveResult solve(List<String> tasks) {
        throw new UnsupportedOperationException("solve " + tasks);
    }

    /** The task's next hint; the last one again when there is no other. Taken hints are remembered. */
    public HintResult hint(String task) {
        throw new UnsupportedOperationException("hint " + task);
    }

    /**
     * Takes the lab back to its start. What the learner committed stays in the history, what was not committed
     * moves to a branch of its own.
     *
     * @param everything stop and start again, rather than only repositories and workspace
     */
    public StartResult reset(boolean everything) {
        throw new UnsupportedOperationException("reset " + everything);
    }

    /**
     * Deletes all that the lab and its learner made in the cloud, and asks the services whether it is gone.
     *
     * @param deleteWorkspace delete the clones too, also where they hold work that exists nowhere else
     */
    public StopResult stop(boolean deleteWorkspace) {
        throw new UnsupportedOperationException("stop " + deleteWorkspace);
    }
}
