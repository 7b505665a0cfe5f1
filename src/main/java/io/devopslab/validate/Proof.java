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

    /**
     * Done when everything is proved that the target carries, and that is at least a task; an invalid lab when something is
     * refuted; else inconclusive.
     */
    public Exit exit() {
        return exitOf(cases);
    }

    /** The same of several labs together: a target need not carry each of them. */
    public static Exit exit(List<Proof> proofs) {
        return exitOf(proofs.stream().flatMap(proof -> proof.cases().stream()).toList());
    }

    private static Exit exitOf(List<Case> cases) {
        if (cases.stream().anyMatch(one -> one.finding() instanceof Finding.Refuted)) {
            return Exit.INVALID_LAB;
        }
        List<Case> tried = cases.stream()
                .filter(one -> !(one.finding() instanceof Finding.Uncarried))
                .toList();
        boolean whole = tried.size() == cases.size();
        boolean something = whole || tried.stream().anyMatch(one -> one.kind() == Kind.SOLUTION);
        return !cases.isEmpty() && something && tried.stream().allMatch(Case::isProved) ? Exit.DONE : Exit.INCONCLUSIVE;
    }

    public List<Case> of(Kind kind) {
        return cases.stream().filter(one -> one.kind() == kind).toList();
    }

    /** How many cases of that kind are proved. */
    public long proved(Kind kind) {
        return of(kind).stream().filter(Case::isProved).count();
    }
}
