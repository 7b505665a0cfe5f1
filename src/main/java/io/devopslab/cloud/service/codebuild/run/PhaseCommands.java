package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs the commands of the phases, one after the other. */
final class PhaseCommands {

    private final BuildJob job;
    private final ActiveBuild active;
    private final Progress progress;
    private final BuildLog log;
    private final Shell shell;
    private final Instant deadline;

    PhaseCommands(BuildJob job, ActiveBuild active, Progress progress, BuildLog log, Shell shell, Instant deadline) {
        this.job = job;
        this.active = active;
        this.progress = progress;
        this.log = log;
        this.shell = shell;
        this.deadline = deadline;
    }

    /**
     * Runs a phase. The commands of {@code finally} run whether the others succeeded or not.
     *
     * @param succeeding what {@code CODEBUILD_BUILD_SUCCEEDING} says
     * @throws PhaseFailure for the first command that failed
     */
    void run(Buildspec.Phase phase, boolean succeeding) throws IOException, InterruptedException, PhaseFailure {
        try {
            runAll(phase.commands(), succeeding);
        } catch (PhaseFailure failure) {
            if (!failure.isFinal()) {
                runAll(phase.lastly(), false);
            }
            throw failure;
        }
        runAll(phase.lastly(), succeeding);
    }

    private void runAll(List<String> commands, boolean succeeding)
            throws IOException, InterruptedException, PhaseFailure {
        for (String command : commands) {
            run(command, succeeding);
        }
    }

    private void run(String command, boolean succeeding) throws IOException, InterruptedException, PhaseFailure {
        Duration left = left();
        log.container("Running command " + command);
        ProcessExit exit = shell.run(
                command, Map.of("CODEBUILD_BUILD_SUCCEEDING", succeeding ? "1" : "0"), Output.merged(log::line), left);
        log.line("");
        check(command, exit);
    }

    /** The time that is left to the build, if there is any. */
    Duration left() throws PhaseFailure {
        if (!progress.isRunning()) {
            throw PhaseFailure.stopped();
        }
        Duration left = Duration.between(job.context().time().instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw PhaseFailure.timedOut();
        }
        return left;
    }

    private void check(String command, ProcessExit exit) throws PhaseFailure {
        switch (exit.cause()) {
            case TIMED_OUT -> throw PhaseFailure.timedOut();
            case STOPPED -> throw ended();
            case TOO_MANY_PROCESSES -> throw failed(command, "the build had too many processes and was ended");
            case EXITED -> {
                if (!exit.isSuccess()) {
                    throw failed(command, "exit status " + exit.code());
                }
            }
        }
    }

    private PhaseFailure ended() {
        if (active.isFull()) {
            return PhaseFailure.client("The build's files took too much room, and its commands were ended.");
        }
        return PhaseFailure.stopped();
    }

    private PhaseFailure failed(String command, String reason) {
        log.container("Command did not exit successfully " + command + " " + reason);
        return PhaseFailure.failed(
                "COMMAND_EXECUTION_ERROR", "Error while executing command: " + command + ". Reason: " + reason);
    }
}
