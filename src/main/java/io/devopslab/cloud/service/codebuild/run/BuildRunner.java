package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.OnFailure;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.PhaseName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.ExportedEnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * Runs one build from its provisioning to its end, phase by phase (CodeBuild User Guide, "Build phase transitions").
 * Used by one thread, once.
 */
public final class BuildRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BuildRunner.class);

    private final BuildJob job;
    private final Progress progress;
    private final ReportSink reports;
    private final BuildEnvironment place;
    private final ActiveBuild active;
    private final Path directory;
    private final Instant deadline;
    private StatusType status = StatusType.SUCCEEDED;
    private Retry retry = Retry.NONE;

    /**
     * Whether the buildspec asks for another try.
     *
     * @param limit how often at most
     */
    public record Retry(int limit) {
        static final Retry NONE = new Retry(0);
    }

    /**
     * @param environments what gives the build a place for its commands
     */
    public BuildRunner(BuildJob job, Progress progress, ReportSink reports, BuildEnvironments environments) {
        this.job = job;
        this.progress = progress;
        this.reports = reports;
        this.place = environments.forBuild(job);
        this.active = new ActiveBuild(place);
        this.directory = job.context().files().resolve("builds").resolve(job.uuid());
        this.deadline = job.context()
                .time()
                .instant()
                .plus(Duration.ofMinutes(job.build().timeoutInMinutes()));
    }

    public ActiveBuild active() {
        return active;
    }

    /** What the buildspec said of the phase that failed; known when {@link #run} has returned. */
    public Retry retry() {
        return retry;
    }

    /** Runs the build to its end, whatever happens. */
    public void run() {
        try {
            provision();
        } catch (PhaseFailure e) {
            status = e.status();
        } catch (InterruptedException e) {
            // The cloud is closing: the build is run again when it opens.
            Thread.currentThread().interrupt();
            return;
        } finally {
            active.stop();
            tidy();
        }
        progress.complete(status);
    }

    private void tidy() {
        try {
            new Workspace(directory).delete();
        } catch (IOException e) {
            LOG.warn(
                    "The directory {} of the build {} cannot be deleted.",
                    directory,
                    job.build().id(),
                    e);
        }
    }

    private void provision() throws PhaseFailure, InterruptedException {
        Provisioned provisioned = inPhase(BuildPhaseType.PROVISIONING, () -> {
            ServiceRole role = assumeRole();
            Workspace workspace = Workspace.create(directory);
            LogTarget target = new LogTarget(job, role, workspace.staging().resolve("build.log"));
            target.open();
            place.provision(workspace);
            return new Provisioned(role, workspace, target);
        });
        try (BuildLog log = new BuildLog(job.context().time(), provisioned.target::write)) {
            active.opened(provisioned.workspace, log);
            progress.update(build -> build.logs(LogTarget.location(job)));
            execute(provisioned, log);
        } finally {
            provisioned.target.upload();
        }
    }

    private record Provisioned(ServiceRole role, Workspace workspace, LogTarget target) {}

    private ServiceRole assumeRole() throws PhaseFailure {
        try {
            return ServiceRole.assume(job);
        } catch (SdkException e) {
            throw PhaseFailure.failed(
                    "ACCESS_DENIED",
                    "Service role " + job.project().serviceRole() + " does not allow AWS CodeBuild to assume it: "
                            + SdkErrors.describe(e));
        }
    }

    private void execute(Provisioned provisioned, BuildLog log) throws PhaseFailure, InterruptedException {
        Preparation preparation = new Preparation(job, provisioned.workspace, provisioned.role, place, log);
        try {
            preparation.tellWhereItRuns();
            Prepared prepared =
                    inAgentPhase(BuildPhaseType.DOWNLOAD_SOURCE, log, () -> prepare(preparation, provisioned, log));
            commands(prepared, provisioned, log);
        } catch (PhaseFailure failure) {
            finish(log);
            throw failure;
        }
        finish(log);
    }

    private record Prepared(Buildspec spec, Shell shell, PhaseCommands commands, BuildCache cache) {}

    private Prepared prepare(Preparation preparation, Provisioned provisioned, BuildLog log)
            throws IOException, InterruptedException, PhaseFailure {
        Preparation.Sourced sourced = preparation.source();
        sourced.version().ifPresent(version -> progress.update(build -> build.resolvedSourceVersion(version)));
        Buildspec spec = preparation.spec();
        Map<String, String> variables = preparation.variables(spec, sourced);
        Shell shell = new Shell(
                place, provisioned.workspace, place.shell(spec.environment().shell()), spec.sharesShell(), variables);
        PhaseCommands commands = new PhaseCommands(job, active, progress, log, shell, deadline);
        Duration left = commands.left();
        BuildCache cache = new BuildCache(
                job, provisioned.workspace, provisioned.role, log, spec.cache(), text -> shell.expand(text, left));
        cache.restore();
        preparation.tellPhases(spec);
        return new Prepared(spec, shell, commands, cache);
    }

    private void commands(Prepared prepared, Provisioned provisioned, BuildLog log)
            throws PhaseFailure, InterruptedException {
        for (PhaseName name : PhaseName.values()) {
            Buildspec.Phase phase = prepared.spec.phase(name);
            try {
                log.container("Entering phase " + name);
                boolean succeeding = status == StatusType.SUCCEEDED;
                inAgentPhase(BuildPhaseType.valueOf(name.name()), log, () -> {
                    prepared.commands.run(phase, succeeding);
                    return true;
                });
            } catch (PhaseFailure failure) {
                status = failure.status();
                if (failure.isFinal() || endsBuild(name, phase.onFailure(), failure)) {
                    throw failure;
                }
            }
        }
        export(prepared);
        upload(prepared, provisioned, log);
    }

    /** Whether nothing but the end follows the phase that failed. */
    private boolean endsBuild(PhaseName name, OnFailure onFailure, PhaseFailure failure) {
        if (onFailure.action() == OnFailure.Action.RETRY && RetryPattern.matches(onFailure, failure.getMessage())) {
            retry = new Retry(onFailure.retries());
        }
        return switch (onFailure.action()) {
            case CONTINUE -> false;
            case ABORT, RETRY -> true;
            case UNSPECIFIED -> name == PhaseName.INSTALL || name == PhaseName.PRE_BUILD;
        };
    }

    private void export(Prepared prepared) throws PhaseFailure, InterruptedException {
        List<String> names = BuildVariables.exportable(prepared.spec);
        if (names.isEmpty()) {
            return;
        }
        try {
            Map<String, String> values = prepared.shell.values(names, prepared.commands.left());
            progress.update(build -> build.exportedEnvironmentVariables(names.stream()
                    .map(name -> ExportedEnvironmentVariable.builder()
                            .name(name)
                            .value(values.get(name))
                            .build())
                    .toList()));
        } catch (IOException e) {
            throw PhaseFailure.fault("The exported variables cannot be read: " + e.getMessage());
        }
    }

    private void upload(Prepared prepared, Provisioned provisioned, BuildLog log)
            throws PhaseFailure, InterruptedException {
        try {
            inAgentPhase(BuildPhaseType.UPLOAD_ARTIFACTS, log, () -> {
                new ReportUpload(job, provisioned.workspace, log, reports).all(prepared.spec, progress);
                artifacts(prepared, provisioned, log);
                return true;
            });
        } catch (PhaseFailure failure) {
            status = failure.status();
            throw failure;
        }
        prepared.cache.save();
    }

    private void artifacts(Prepared prepared, Provisioned provisioned, BuildLog log)
            throws IOException, PhaseFailure, InterruptedException {
        Duration left = prepared.commands.left();
        ArtifactUpload upload = new ArtifactUpload(
                job, provisioned.workspace, provisioned.role, log, text -> prepared.shell.expand(text, left));
        upload.primary(prepared.spec).ifPresent(made -> progress.update(build -> build.artifacts(made)));
        var secondary = upload.secondary(prepared.spec);
        if (!secondary.isEmpty()) {
            progress.update(build -> build.secondaryArtifacts(secondary));
        }
    }

    private void finish(BuildLog log) {
        progress.begin(BuildPhaseType.FINALIZING);
        active.stop();
        log.flush();
        progress.end(BuildPhaseType.FINALIZING, StatusType.SUCCEEDED, "", "");
    }

    /** What a phase does. */
    private interface Work<T> {
        T run() throws IOException, InterruptedException, PhaseFailure;
    }

    /** A phase of the container, which tells its end in the log. */
    private <T> T inAgentPhase(BuildPhaseType phase, BuildLog log, Work<T> work)
            throws PhaseFailure, InterruptedException {
        try {
            T result = inPhase(phase, work);
            tellEnd(phase, log, "SUCCEEDED", "", "");
            return result;
        } catch (PhaseFailure failure) {
            tellEnd(phase, log, failure.status().toString(), failure.code(), failure.getMessage());
            throw failure;
        }
    }

    private static void tellEnd(BuildPhaseType phase, BuildLog log, String state, String code, String message) {
        log.container("Phase complete: " + phase + " State: " + state);
        log.container("Phase context status code: " + code + " Message: " + message);
        log.flush();
    }

    private <T> T inPhase(BuildPhaseType phase, Work<T> work) throws PhaseFailure, InterruptedException {
        progress.begin(phase);
        try {
            T result = work.run();
            progress.end(phase, StatusType.SUCCEEDED, "", "");
            return result;
        } catch (PhaseFailure failure) {
            progress.end(phase, failure.status(), failure.code(), failure.getMessage());
            throw failure;
        } catch (SdkException e) {
            throw endedBy(phase, PhaseFailure.client(SdkErrors.describe(e)));
        } catch (IOException e) {
            if (progress.isRunning()) {
                LOG.warn(
                        "The phase {} of the build {} failed.",
                        phase,
                        job.build().id(),
                        e);
            }
            throw endedBy(phase, PhaseFailure.client(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            job.context().store().requireOpen(e);
            LOG.error(
                    "The phase {} of the build {} broke off.",
                    phase,
                    job.build().id(),
                    e);
            throw endedBy(phase, PhaseFailure.fault(e.toString()));
        }
    }

    private PhaseFailure endedBy(BuildPhaseType phase, PhaseFailure failure) {
        PhaseFailure end = progress.isRunning() ? failure : PhaseFailure.stopped();
        progress.end(phase, end.status(), end.code(), end.getMessage());
        return end;
    }
}
