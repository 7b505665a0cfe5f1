package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.state.StackRow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the operations of the stacks of a region: of each stack one at a time, whoever asks for the next in the moment in which
 * the last one ends. Thread-safe.
 */
public final class StackEngine {

    private final EngineContext context;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Whose turn it is on a stack.
     *
     * @param again whether it was asked for another operation meanwhile
     */
    private record Turn(Execution execution, boolean again) {}

    public StackEngine(EngineContext context) {
        this.context = context;
    }

    /** Goes to work on a stack whose row says that an operation is in progress; after the one that runs, if any. */
    public void run(String stackId) {
        Turn turn = turns.compute(
                stackId, (id, present) -> present == null ? next(id) : new Turn(present.execution(), true));
        if (!turn.again()) {
            begin(turn);
        }
    }

    private Turn next(String stackId) {
        String operation = context.store().stack(stackId).operation().id();
        return new Turn(new Execution(context, stackId, operation, () -> ended(stackId)), false);
    }

    /** Only when it is known whose turn it is: what an execution does first may be what has it halted. */
    private void begin(Turn turn) {
        context.time().execute(turn.execution()::proceed);
    }

    private void ended(String stackId) {
        Optional.ofNullable(turns.computeIfPresent(stackId, (id, turn) -> turn.again() ? next(id) : null))
                .ifPresent(this::begin);
    }

    /** Begins nothing more of the operation that runs; what was begun is finished before the way back. */
    public void halt(String stackId, String why) {
        context.store()
                .update(stackId, stack -> stack.withOperation(stack.operation().halt(why)));
        Optional.ofNullable(turns.get(stackId)).map(Turn::execution).ifPresent(Execution::halt);
    }

    /** Takes up what an earlier process left in the middle. */
    public void resume() {
        context.store().stacks().stream()
                .filter(StackRow::busy)
                .map(StackRow::id)
                .forEach(this::run);
    }
}
