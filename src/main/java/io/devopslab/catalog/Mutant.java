package io.devopslab.catalog;

import java.util.List;

/**
 * A near miss of a task's solution.
 *
 * @param onSolution whether it is done after the task's solution, rather than in its place
 * @param apply what is done
 * @param fails the check that must catch it, by its id
 * @param says a part of what that check must tell the learner, in English and with its values filled in
 */
public record Mutant(String id, boolean onSolution, List<Step> apply, String fails, String says) {

    public Mutant {
        apply = List.copyOf(apply);
    }
}
