package io.devopslab.cloud.service.codepipeline.run;

/** Where a stage checks conditions. */
public enum GateKind {
    BEFORE_ENTRY,
    ON_SUCCESS,
    ON_FAILURE
}
