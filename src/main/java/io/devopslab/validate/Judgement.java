package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.catalog.Mutant;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.check.Verdict;
import io.devopslab.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What reports and inventories must look like; each answers with what is against it. */
public final class Judgement {

    private Judgement() {}

    /** The check fails: it does not pass, and it does not leave the question open. */
    public static Optional<Message> fails(CheckResult result) {
        if (result.verdict() instanceof Verdict.Pass pass) {
            return Optional.of(message("passes-at-the-start", pass.actual()));
        }
        return result.verdict() instanceof Verdict.Inconclusive unclear
                ? Optional.of(message("inconclusive", result.check().id(), unclear.reason()))
                : Optional.empty();
    }

    /** All checks pass. */
    public static Optional<Message> allPass(Report report) {
        return results(report).stream()
                .flatMap(result -> passes(result).stream())
                .findFirst();
    }

    private static Optional<Message> passes(CheckResult result) {
        if (result.verdict() instanceof Verdict.Fail fail) {
            return Optional.of(message("fails", result.check().id(), fail.message()));
        }
        return result.verdict() instanceof Verdict.Inconclusive unclear
                ? Optional.of(message("inconclusive", result.check().id(), unclear.reason()))
                : Optional.empty();
    }

    /** The check that the mutant names fails with the words that it names, and all others pass. */
    public static Optional<Message> caught(Mutant mutant, Report report) {
        for (CheckResult result : results(report)) {
            Optional<Message> objection =
                    result.check().id().equals(mutant.fails()) ? catches(mutant, result) : passes(result);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private static Optional<Message> catches(Mutant mutant, CheckResult result) {
        if (!(result.verdict() instanceof Verdict.Fail fail)) {
            return Optional.of(
                    result.verdict() instanceof Verdict.Inconclusive unclear
                            ? message("inconclusive", result.check().id(), unclear.reason())
                            : message("survives", result.check().id()));
        }
        String said = fail.message().en();
        return said.contains(mutant.says())
                ? Optional.empty()
                : Optional.of(message("other-words", result.check().id(), said, mutant.says()));
    }

    private static List<CheckResult> results(Report report) {
        return report.tasks().stream().flatMap(task -> task.checks().stream()).toList();
    }

    /** Nothing came and nothing went. */
    public static Optional<Message> same(Set<String> before, Set<String> after) {
        Set<String> left = new TreeSet<>(after);
        left.removeAll(before);
        Set<String> lost = new TreeSet<>(before);
        lost.removeAll(after);
        if (!left.isEmpty()) {
            return Optional.of(message("left", String.join(", ", left)));
        }
        return lost.isEmpty() ? Optional.empty() : Optional.of(message("lost", String.join(", ", lost)));
    }
}
