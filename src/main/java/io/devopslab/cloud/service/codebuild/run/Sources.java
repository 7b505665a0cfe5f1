package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.ProjectSourceVersion;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/** Brings the sources of a build into its directories. */
final class Sources {

    private final BuildJob job;
    private final Workspace workspace;
    private final ServiceRole role;

    Sources(BuildJob job, Workspace workspace, ServiceRole role) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
    }

    /**
     * Downloads the primary source.
     *
     * @return the version that was found, where the source has versions
     */
    Optional<String> primary() throws IOException, PhaseFailure {
        Optional<String> version = Optional.ofNullable(job.build().sourceVersion());
        // A pipeline's source has a revision, or, when an earlier action made it, says where it lies; neither is a
        // version of
        // the object that holds it.
        Optional<String> asked =
                job.revision().isPresent() ? Optional.empty() : version.filter(text -> !text.startsWith("arn:"));
        Optional<String> found = fetch(job.project().source(), asked, workspace.source(), "primary source");
        return job.revision().or(() -> found);
    }

    /** Downloads the secondary sources; gives their versions by their identifiers. */
    Map<String, String> secondary() throws IOException, PhaseFailure {
        Map<String, String> versions = new HashMap<>();
        for (ProjectSource source : job.project().secondarySources()) {
            String identifier = source.sourceIdentifier();
            Path directory = workspace.source(identifier);
            Files.createDirectories(directory);
            Optional<String> asked = job.project().secondarySourceVersions().stream()
                    .filter(version -> version.sourceIdentifier().equals(identifier))
                    .map(ProjectSourceVersion::sourceVersion)
                    .findFirst();
            fetch(source, asked, directory, "secondary source " + identifier)
                    .ifPresent(version -> versions.put(identifier, version));
        }
        return versions;
    }

    private Optional<String> fetch(ProjectSource source, Optional<String> version, Path directory, String shown)
            throws IOException, PhaseFailure {
        try {
            SourceType type = source.type();
            return switch (type) {
                case NO_SOURCE -> Optional.empty();
                case S3 -> new S3Source(job, role, workspace).fetch(source.location(), version, directory);
                case CODECOMMIT -> new CodeCommitSource(job, role).fetch(source.location(), version, directory, shown);
                default ->
                    throw PhaseFailure.client("The embedded cloud has no network to a source of the type "
                            + source.typeAsString() + ". Use CODECOMMIT, S3, CODEPIPELINE or NO_SOURCE.");
            };
        } catch (SdkException e) {
            throw PhaseFailure.client(
                    SdkErrors.describe(e) + " for " + shown + " and source version " + version.orElse(""));
        }
    }
}
