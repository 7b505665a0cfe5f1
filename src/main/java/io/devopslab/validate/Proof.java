package io.devopslab.validate;

import io.devopslab.text.Exit;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.time.Duration;
import java.util.List;

/**
 * All that was to be proved of a lab.
 *
 * @param took in real time, from the first case to the last
 */
public record Proof(String lab, List<Case> cases, Duration took) {

    public Proof {
        cases = List.copyOf(cases);
    }

    /** Done when everything is proved; an invalid lab when something is refuted; else inconclusive. */
    public Exit exit() {
        if (cases.stream().anyMatch(one -> one.finding() instanceof Finding.Refuted)) {
            return Exit.INVALID_LAB;
        }
        return !cases.isEmpty() && cases.stream().allMatch(Case::isProved) ? Exit.DONE : Exit.INCONCLUSIVE;
    }

    public List<Case> of(Kind kind) {
        return cases.stream().filter(one -> one.kind() == kind).toList();
    }

    /** How many cases of that kind are proved. */
    public long proved(Kind kind) {
        return of(kind).stream().filter(Case::isProved).count();
    }
}
