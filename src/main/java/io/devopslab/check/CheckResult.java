package io.devopslab.check;

import io.devopslab.catalog.Check;

/** A check and what it said. */
public record CheckResult(Check check, Verdict verdict) {

    public Standing standing() {
        return Standing.of(verdict);
    }
}
