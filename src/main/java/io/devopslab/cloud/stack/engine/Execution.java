package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Outputs;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.template.TemplateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * One operation of one stack. The status of the stack says which phase it is in; a phase ends by changing the
 * status, and the next begins with what the tables say. So another process can take up an operation anywhere.
 */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final EngineContext context;
    private final String stackId;
    private final String operation;
    private final Runnable ended;
    private final Transitions transitions;
    private volatile boolean halted;
    private volatile Optional<Forward> forward = Optional.empty();

    /**
     * @param operation its id
     * @param ended called when the operation has come to its end
     */
    Execution(EngineContext context, String stackId, String operation, Runnable ended) {
        this.context = context;
        this.stackId = stackId;
        this.operation = operation;
        this.ended = ended;
        this.transitions = new Transitions(context, stackId);
    }

    /** Does what the stack's status asks for, phase after phase. */
    void proceed() {
        StackRow stack = context.store().stack(stackId);
        if (!stack.operation().id().equals(operation)) {
            // The next operation has begun as soon as this one's end was written: it has an execution of its own.
            ended.run();
            return;
        }
        try {
            phase(stack);
        } catch (RuntimeException e) {
            context.requireOpen(e);
            LOG.error("The operation on the stack {} broke.", stackId, e);
            transitions.broken(stack, String.valueOf(e.getMessage()));
            ended.run();
        }
    }

    private void phase(StackRow stack) {
        switch (stack.status()) {
            case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS -> forward(stack);
            case ROLLBACK_IN_PROGRESS, DELETE_IN_PROGRESS -> settle(stack, () -> removeAll(stack));
            case UPDATE_ROLLBACK_IN_PROGRESS -> revert(stack);
            case UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -> cleanUp(stack);
            default -> ended.run();
        }
    }

    /** Begins nothing more; what was begun is finished. */
    void halt() {
        halted = true;
        forward.ifPresent(Forward::cancel);
    }

    private void forward(StackRow stack) {
        Blueprint blueprint;
        try {
            blueprint = context.blueprint(stack, stack.definition());
        } catch (TemplateException e) {
            transitions.forwardFailed(stack, String.valueOf(e.getMessage()) + " ");
            proceed();
            return;
        }
        Optional<String> problem = new Preconditions(context, blueprint).problem();
        if (problem.isPresent()) {
            transitions.forwardFailed(stack, problem.get() + " ");
            proceed();
            return;
        }
        Forward work = new Forward(context, stack, blueprint);
        forward = Optional.of(work);
        new PolicyGuard(context, stack).denyRemovals(blueprint);
        if (stack.operation().halted().isPresent() || (goesBack(stack) && transitions.anyFailed(stack))) {
            // Never the other way: it may have been halted since the row was read.
            halted = true;
        }
        awaitDeadline(stack);
        // What was begun before a kill is asked for again even when nothing new may begin.
        walk(
                unfinished(stack),
                work::step,
                false,
                () -> walk(blueprint.graph(), work::step, true, () -> {
                    conclude(work, blueprint);
                    proceed();
                }));
    }

    private Map<String, Set<String>> unfinished(StackRow stack) {
        return halted ? transitions.unfinished(stack) : Map.of();
    }

    private void awaitDeadline(StackRow stack) {
        stack.operation().deadline().ifPresent(deadline -> {
            Duration left = Duration.between(context.time().instant(), deadline);
            context.time().schedule(left.isNegative() ? Duration.ZERO : left, () -> expire(stack));
        });
    }

    private void expire(StackRow stack) {
        boolean late = context.store().write(() -> {
            StackRow now = context.store().stack(stackId);
            boolean running = now.status() == StackStatus.CREATE_IN_PROGRESS
                    && now.operation().id().equals(stack.operation().id());
            if (running) {
                context.store()
                        .put(now.withOperation(
                                now.operation().halt("Stack creation time exceeded the specified" + " timeout. ")));
            }
            return running;
        });
        if (late) {
            halt();
        }
    }

    private void walk(Map<String, Set<String>> graph, Predicate<String> step, boolean haltable, Runnable end) {
        Predicate<String> guarded = name -> {
            boolean succeeded = guard(step, name);
            if (!succeeded && forward.isPresent() && stopsAtFailures()) {
                halt();
            }
            return succeeded;
        };
        new Walk(context.time(), graph, guarded, () -> haltable && halted, end).start();
    }

    /** What is kept in the end anyway goes on: a failure in one path does not affect the others. */
    private boolean stopsAtFailures() {
        return goesBack(context.store().stack(stackId));
    }

    private boolean guard(Predicate<String> step, String name) {
        try {
            return step.test(name);
        } catch (RuntimeException e) {
            context.requireOpen(e);
            LOG.error("The step for {} broke.", name, e);
            return false;
        }
    }

    private void conclude(Forward work, Blueprint blueprint) {
        forward = Optional.empty();
        StackRow stack = context.store().stack(stackId);
        if (stack.status() == StackStatus.DELETE_IN_PROGRESS) {
            return;
        }
        Optional<String> failure = transitions.failure(stack, blueprint);
        if (failure.isPresent()) {
            transitions.forwardFailed(stack, failure.get());
            return;
        }
        try {
            List<Output> outputs = new Outputs(blueprint, work.values()).evaluate();
            transitions.forwardSucceeded(
                    stack, blueprint, outputs, work.values().imports());
        } catch (TemplateException e) {
            transitions.forwardFailed(stack, e.getMessage() + ". ");
        }
    }

    /** A creation that was interrupted by a deletion may still be under way: what it makes has to go, too. */
    private void settle(StackRow stack, Runnable then) {
        Map<String, Set<String>> unfinished = transitions.unfinished(stack);
        if (unfinished.isEmpty()) {
            then.run();
            return;
        }
        Forward work = new Forward(context, stack, context.blueprint(stack, stack.definition()));
        walk(unfinished, work::step, false, then);
    }

    private void removeAll(StackRow stack) {
        Removal removal = new Removal(context, stack);
        removal.prepareAll();
        walk(removal.graph(), removal.step(true), false, () -> {
            transitions.removed();
            ended.run();
        });
    }

    private void revert(StackRow stack) {
        Revert revert = new Revert(context, stack);
        walk(revert.graph(), revert::step, false, () -> {
            transitions.reverted(stack);
            proceed();
        });
    }

    private void cleanUp(StackRow stack) {
        Removal removal = new Removal(context, stack);
        walk(removal.graph(), removal.step(false), false, () -> {
            transitions.cleanedUp(stack);
            ended.run();
        });
    }

    /** Whether a failure is followed by a way back. */
    static boolean goesBack(StackRow stack) {
        return stack.operation().onFailure() != OnFailure.DO_NOTHING;
    }
}
