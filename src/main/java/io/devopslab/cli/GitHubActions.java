package io.devopslab.cli;

import io.devopslab.catalog.InvalidLabException;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import io.devopslab.validate.GitHubReport;
import io.devopslab.validate.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A job of GitHub Actions in which a proof runs: notes at lines of the manifests, and the summary of the job. */
final class GitHubActions {

    private final Console console;
    private final GitHubReport report;
    private final Optional<Path> summary;

    private GitHubActions(Console console, GitHubReport report, Optional<Path> summary) {
        this.console = console;
        this.report = report;
        this.summary = summary;
    }

    /**
     * Empty where {@code GITHUB_ACTIONS} is not {@code true}.
     *
     * @param labs the directory of the labs
     */
    static Optional<GitHubActions> of(Invocation invocation, Console console, Path labs) {
        if (!invocation.environment().getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            return Optional.empty();
        }
        Path workspace = path(invocation, "GITHUB_WORKSPACE").orElse(invocation.workingDirectory());
        return Optional.of(new GitHubActions(
                console,
                new GitHubReport(
                        console.language(),
                        labs.toAbsolutePath(),
                        workspace.toAbsolutePath().normalize()),
                path(invocation, "GITHUB_STEP_SUMMARY")));
    }

    private static Optional<Path> path(Invocation invocation, String variable) {
        return Optional.ofNullable(invocation.environment().get(variable))
                .filter(value -> !value.isEmpty())
                .map(invocation.workingDirectory()::resolve);
    }

    void tell(List<Proof> proofs) {
        report.annotations(proofs).forEach(console::note);
        summary.ifPresent(file -> append(file, report.summary(proofs)));
    }

    void tell(InvalidLabException invalid) {
        report.problems(invalid.problems()).forEach(console::note);
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InconclusiveException(
                    Message.of(GitHubActions.class, "github.summary", file, e.toString()),
                    Message.of(GitHubActions.class, "github.summary.cure"));
        }
    }
}
