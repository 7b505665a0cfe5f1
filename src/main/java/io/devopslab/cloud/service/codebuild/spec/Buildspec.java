package io.devopslab.cloud.service.codebuild.spec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A buildspec (CodeBuild User Guide, "Build specification reference for CodeBuild").
 *
 * @param version {@code 0.1}, where each command has a shell of its own, or {@code 0.2}
 * @param phases the phases that the document has, in the order in which they run
 * @param cache what is to be kept for the next build
 * @param unsupported what the document asks for and nobody here does, each as a sentence for the build's log
 */
public record Buildspec(
        String version,
        Environment environment,
        Map<PhaseName, Phase> phases,
        List<Report> reports,
        Optional<Artifacts> artifacts,
        Cache cache,
        List<String> unsupported) {

    /** The phases that run commands. */
    public enum PhaseName {
        INSTALL,
        PRE_BUILD,
        BUILD,
        POST_BUILD
    }

    public Buildspec {
        phases = phases.isEmpty() ? Map.of() : new EnumMap<>(phases);
        reports = List.copyOf(reports);
        unsupported = List.copyOf(unsupported);
    }

    /** Whether what one command sets is there for the next one. */
    public boolean sharesShell() {
        return !version.equals("0.1");
    }

    /** The commands of a phase; none when the document does not have the phase. */
    public Phase phase(PhaseName name) {
        return phases.getOrDefault(name, Phase.EMPTY);
    }

    /**
     * The block {@code env}.
     *
     * @param shell {@code sh} or {@code bash}
     * @param parameters names of parameters by the names of the variables that take their values
     * @param secrets references to secrets, likewise
     * @param exported names of variables whose values the build hands on
     */
    public record Environment(
            String shell,
            Map<String, String> variables,
            Map<String, String> parameters,
            Map<String, String> secrets,
            List<String> exported,
            boolean gitCredentialHelper) {

        static final Environment EMPTY = new Environment("sh", Map.of(), Map.of(), Map.of(), List.of(), false);

        public Environment {
            exported = List.copyOf(exported);
        }
    }

    /** What runs in a phase. */
    public record Phase(List<String> commands, List<String> lastly, OnFailure onFailure) {

        static final Phase EMPTY = new Phase(List.of(), List.of(), OnFailure.UNSPECIFIED);

        public Phase {
            commands = List.copyOf(commands);
            lastly = List.copyOf(lastly);
        }
    }

    /**
     * What follows a phase that failed.
     *
     * @param retries how often the whole build is tried again
     * @param pattern the build is tried again when the error's message matches
     */
    public record OnFailure(Action action, int retries, String pattern) {

        static final OnFailure UNSPECIFIED = new OnFailure(Action.UNSPECIFIED, 0, "");

        /** What happens next. */
        public enum Action {
            /** As the diagram "Build phase transitions" has it. */
            UNSPECIFIED,
            ABORT,
            CONTINUE,
            RETRY
        }
    }

    /**
     * Files that the build hands on.
     *
     * @param secondary further artifacts by their identifiers
     */
    public record Artifacts(
            Files files, Optional<String> name, boolean keepsSymlinks, Map<String, Artifacts> secondary) {}

    /**
     * A choice of files.
     *
     * @param include patterns relative to the base directory
     * @param baseDirectory a directory, or a pattern for directories, relative to the source
     * @param discardPaths whether only the files' names are kept
     */
    public record Files(List<String> include, List<String> exclude, String baseDirectory, boolean discardPaths) {

        public Files {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * Files that are kept from one build to the next.
     *
     * @param key tells versions of a cache in a bucket apart, in words of the shell
     * @param fallbackKeys the beginnings of keys that will do where there is no cache of that key, the best first
     * @param restores whether an earlier cache is put back
     * @param saves whether the files are kept
     */
    public record Cache(
            List<String> paths, Optional<String> key, List<String> fallbackKeys, boolean restores, boolean saves) {

        static final Cache NONE = new Cache(List.of(), Optional.empty(), List.of(), true, true);

        public Cache {
            paths = List.copyOf(paths);
            fallbackKeys = List.copyOf(fallbackKeys);
        }
    }

    /**
     * Reports of tests.
     *
     * @param group a report group's ARN, or the latter part of its name
     * @param format in upper case, for example {@code JUNITXML}
     */
    public record Report(String group, String format, Files files) {}
}
