package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.state.StackRow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the operations of the stacks of a region. Thread-safe. */
public final class StackEngine {

    private final EngineContext context;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();

    public StackEngine(EngineContext context) {
        this.context = context;
    }

    /** Goes to work on a stack whose row says that an operation is in progress. */
    public void run(String stackId) {
        String operation = context.store().stack(stackId).operation().id();
        Execution execution = new Execution(context, stackId, operation, over -> executions.remove(stackId, over));
        executions.put(stackId, execution);
        context.time().execute(execution::proceed);
    }

    /** Begins nothing more of the operation that runs; what was begun is finished before the way back. */
    public void halt(String stackId, String why) {
        context.store()
                .update(stackId, stack -> stack.withOperation(stack.operation().halt(why)));
        Optional.ofNullable(executions.get(stackId)).ifPresent(Execution::halt);
    }

    /** Takes up what an earlier process left in the middle. */
    public void resume() {
        context.store().stacks().stream()
                .filter(StackRow::busy)
                .map(StackRow::id)
                .forEach(this::run);
    }
}
