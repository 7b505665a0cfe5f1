package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import io.devopslab.cloud.service.codebuild.spec.BuildspecException;
import io.devopslab.cloud.service.codebuild.spec.BuildspecParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/** What happens in a build before its first command: sources, buildspec, environment. */
final class Preparation {

    private static final String YAML_FILE_ERROR = "YAML_FILE_ERROR";
    private static final long LARGEST_SPEC = 1024 * 1024;

    private final BuildJob job;
    private final Workspace workspace;
    private final ServiceRole role;
    private final BuildEnvironment place;
    private final BuildLog log;

    Preparation(BuildJob job, Workspace workspace, ServiceRole role, BuildEnvironment place, BuildLog log) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
        this.place = place;
        this.log = log;
    }

    /** What was downloaded, with its versions. */
    record Sourced(Optional<String> version, Map<String, String> secondary) {}

    /** Says plainly where this is not AWS. */
    void tellWhereItRuns() {
        if (job.isRestart()) {
            log.container("The embedded cloud was ended while this build was running."
                    + " Its processes are gone; the build is run again from its beginning.");
        }
        log.container(place.description());
        log.container("Waiting for agent ping");
        log.container("Waiting for DOWNLOAD_SOURCE");
    }

    Sourced source() throws IOException, PhaseFailure {
        Sources sources = new Sources(job, workspace, role);
        Optional<String> version = sources.primary();
        Map<String, String> secondary = sources.secondary();
        log.container("Phase is DOWNLOAD_SOURCE");
        log.container("CODEBUILD_SRC_DIR=" + workspace.source());
        return new Sourced(version, secondary);
    }

    Buildspec spec() throws IOException, PhaseFailure {
        String text =
                text(Optional.ofNullable(job.project().source().buildspec()).orElse(""));
        try {
            Buildspec spec = BuildspecParser.parse(text);
            log.container("Processing environment variables");
            spec.unsupported().forEach(log::container);
            return spec;
        } catch (BuildspecException e) {
            throw PhaseFailure.failed(YAML_FILE_ERROR, e.getMessage());
        }
    }

    private String text(String given) throws IOException, PhaseFailure {
        if (BuildspecParser.isInline(given)) {
            return given;
        }
        if (given.startsWith("arn:")) {
            return new S3Source(job, role, workspace).text(given);
        }
        if (job.project().source().type() == SourceType.NO_SOURCE) {
            throw PhaseFailure.failed(YAML_FILE_ERROR, "a project without a source needs an inline buildspec");
        }
        Path file = FileChooser.resolve(workspace.source(), given.isBlank() ? "buildspec.yml" : given);
        log.container("YAML location is " + file);
        return read(file);
    }

    private String read(Path file) throws IOException, PhaseFailure {
        if (!Files.isRegularFile(file) || !workspace.holds(file)) {
            throw PhaseFailure.failed(YAML_FILE_ERROR, "stat " + file + ": no such file or directory");
        }
        if (Files.size(file) > LARGEST_SPEC) {
            throw PhaseFailure.failed(YAML_FILE_ERROR, file + " is larger than " + LARGEST_SPEC + " bytes");
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw PhaseFailure.failed(YAML_FILE_ERROR, file + " is no text in UTF-8");
        }
    }

    Map<String, String> variables(Buildspec spec, Sourced sourced) throws PhaseFailure {
        Map<String, String> versions = BuildVariables.versions(sourced.version(), sourced.secondary());
        return new BuildVariables(job, workspace, role, place, log).all(spec, versions);
    }

    void tellPhases(Buildspec spec) {
        log.container("Moving to directory " + workspace.source());
        log.container("Registering with agent");
        log.container("Phases found in YAML: " + spec.phases().size());
        spec.phases()
                .forEach((name, phase) -> log.container(" " + name + ": "
                        + (phase.commands().size() + phase.lastly().size()) + " commands"));
    }
}
