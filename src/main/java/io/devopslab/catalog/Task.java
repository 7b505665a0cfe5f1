package io.devopslab.catalog;

import io.devopslab.text.Localized;
import java.util.List;
import java.util.Optional;

/**
 * Something for a learner to do.
 *
 * @param goal what is asked, in a sentence or two; the guide has the whole story
 * @param needs the tasks that come first, by their ids
 * @param solution what does the task, from the state in which all tasks that it needs are done
 * @param mutants near misses of the solution, each of which a check must catch
 */
public record Task(
        String id,
        Localized title,
        Localized goal,
        List<String> needs,
        List<Check> checks,
        List<Hint> hints,
        List<Step> solution,
        List<Mutant> mutants) {

    public Task {
        needs = List.copyOf(needs);
        checks = List.copyOf(checks);
        hints = List.copyOf(hints);
        solution = List.copyOf(solution);
        mutants = List.copyOf(mutants);
    }

    public Optional<Check> check(String checkId) {
        return checks.stream().filter(check -> check.id().equals(checkId)).findFirst();
    }
}
