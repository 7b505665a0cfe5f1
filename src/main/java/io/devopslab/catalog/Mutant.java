package io.devopslab.catalog;

import java.util.List;

/**
 * A near miss of a task's solution.
 *
 * @param apply what is done in the place of the solution
 * @param fails the check that must catch it, by its id
 */
public record Mutant(String id, List<Step> apply, String fails) {

    public Mutant {
        apply = List.copyOf(apply);
    }
}
