package io.devopslab.cloud.runtime.function;

import java.util.concurrent.CompletableFuture;

/** A call on its way: the runtime has to take it, and then to answer. */
final class Invocation {

    private final FunctionEvent event;
    private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Invocation(FunctionEvent event) {
        this.event = event;
    }

    FunctionEvent event() {
        return event;
    }

    /** Done when the runtime asked for the call, or there is an outcome without that. */
    CompletableFuture<?> taken() {
        return CompletableFuture.anyOf(taken, outcome);
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean isTaken() {
        return taken.isDone();
    }

    void take() {
        taken.complete(true);
    }

    /** The first outcome counts. */
    void end(Outcome end) {
        outcome.complete(end);
    }
}
