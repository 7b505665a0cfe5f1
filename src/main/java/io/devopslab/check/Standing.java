package io.devopslab.check;

import io.devopslab.text.Exit;

/** The verdicts of several checks as one. */
public enum Standing {
    PASSED(Exit.DONE),
    FAILED(Exit.FAILED),
    INCONCLUSIVE(Exit.INCONCLUSIVE);

    private final Exit exit;

    Standing(Exit exit) {
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }

    /** A failure outweighs the rest: it is certain. Nothing at all is inconclusive, never passed. */
    static Standing of(Iterable<Standing> parts) {
        boolean any = false;
        boolean unclear = false;
        for (Standing part : parts) {
            if (part == FAILED) {
                return FAILED;
            }
            any = true;
            unclear |= part == INCONCLUSIVE;
        }
        return any && !unclear ? PASSED : INCONCLUSIVE;
    }

    static Standing of(Verdict verdict) {
        if (verdict instanceof Verdict.Pass) {
            return PASSED;
        }
        return verdict instanceof Verdict.Fail ? FAILED : INCONCLUSIVE;
    }
}
