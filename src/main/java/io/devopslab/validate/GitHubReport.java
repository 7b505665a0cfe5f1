package io.devopslab.validate;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.ManifestLines;
import io.devopslab.catalog.Problem;
import io.devopslab.text.Language;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Proofs as GitHub Actions shows them: a note at the line of the manifest for what is not proved, and a table for the
 * summary of the job. After "Workflow commands for GitHub Actions" in GitHub's documentation.
 *
 * @param language of what stands against something
 * @param labs the directory of the labs
 * @param workspace to which GitHub takes paths to be relative
 */
public record GitHubReport(Language language, Path labs, Path workspace) {

    /** A command a line: {@code ::error} for what is refuted, {@code ::warning} for what could not be tried. */
    public List<String> annotations(List<Proof> proofs) {
        List<String> commands = new ArrayList<>();
        for (Proof proof : proofs) {
            Path manifest = labs.resolve(proof.lab()).resolve(Catalog.MANIFEST);
            ManifestLines lines = ManifestLines.of(manifest);
            for (Case one : proof.cases()) {
                one.reason()
                        .ifPresent(reason -> commands.add(command(
                                one.finding() instanceof Finding.Refuted ? "error" : "warning",
                                manifest,
                                line(one, lines),
                                proof.lab() + ": " + word(one.kind()) + " " + one.name(),
                                reason.in(language))));
            }
        }
        return commands;
    }

    /** The same for manifests that cannot be read. */
    public List<String> problems(List<Problem> problems) {
        return problems.stream()
                .map(problem -> command(
                        "error",
                        problem.file(),
                        problem.line(),
                        problem.path().isEmpty() ? problem.file().getFileName().toString() : problem.path(),
                        problem.message()))
                .toList();
    }

    /** Markdown: a row for each lab, and what is not proved below. */
    public String summary(List<Proof> proofs) {
        StringBuilder text = new StringBuilder("### lab validate\n\n| lab | |");
        for (Kind kind : Kind.values()) {
            text.append(' ').append(word(kind)).append(" |");
        }
        text.append(" seconds |\n|---|---|")
                .append("---:|".repeat(Kind.values().length + 1))
                .append('\n');
        for (Proof proof : proofs) {
            text.append("| ")
                    .append(cell(proof.lab()))
                    .append(" | ")
                    .append(proof.exit().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" |");
            for (Kind kind : Kind.values()) {
                text.append(' ')
                        .append(proof.proved(kind))
                        .append(" of ")
                        .append(proof.of(kind).size())
                        .append(" |");
            }
            text.append(' ').append(seconds(proof.took())).append(" |\n");
        }
        for (Proof proof : proofs) {
            for (Case one : proof.cases()) {
                one.reason().ifPresent(reason -> text.append("\n- ")
                        .append(one.finding() instanceof Finding.Refuted ? "**refuted** " : "not tried ")
                        .append(cell(proof.lab() + " " + word(one.kind()) + " " + one.name()))
                        .append(": ")
                        .append(cell(reason.in(language))));
            }
        }
        return text.append('\n').toString();
    }

    private static int line(Case one, ManifestLines lines) {
        String name = one.name();
        String first = name.substring(0, name.indexOf('/') < 0 ? name.length() : name.indexOf('/'));
        String second = name.substring(Math.min(first.length() + 1, name.length()));
        return switch (one.kind()) {
            case FRESH -> lines.check(name);
            case SOLUTION -> lines.task(name);
            case MUTANT -> lines.mutant(first, second);
            case KILL -> lines.task(second);
            case TEXTS, STOP -> 1;
        };
    }

    private String command(String kind, Path file, int line, String title, String message) {
        Path whole = file.toAbsolutePath().normalize();
        Path shown = whole.startsWith(workspace) ? workspace.relativize(whole) : whole;
        return "::" + kind + " file=" + property(shown.toString()) + ",line=" + line + ",title=" + property(title)
                + "::" + data(message);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** On one line, and nothing in it that Markdown or HTML would take for its own. */
    private static String cell(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_{}\\[\\]|#!~])", "\\\\$1");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
