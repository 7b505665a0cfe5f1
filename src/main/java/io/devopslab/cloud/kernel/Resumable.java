package io.devopslab.cloud.kernel;

/** A service that had work in progress when its process ended: it goes on with it when the cloud opens again. */
public interface Resumable {

    /** Goes on with what the store says was in progress. Called once, when all services of the scope exist. */
    void resume();
}
