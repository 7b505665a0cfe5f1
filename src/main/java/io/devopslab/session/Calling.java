package io.devopslab.session;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.catalog.Step.Again;
import io.devopslab.catalog.Step.CallStep;
import io.devopslab.check.Values;
import io.devopslab.session.stack.Backoff;
import io.devopslab.text.Message;
import java.util.Optional;

/** Calls an operation as often as a step says: once, until it gives what is waited for, or many times at once. */
final class Calling {

    private final Workbench bench;
    private final Values values;
    private final JmesPaths expressions;

    Calling(Workbench bench, Values values, JmesPaths expressions) {
        this.bench = bench;
        this.values = values;
        this.expressions = expressions;
    }

    /**
     * What the last call gave.
     *
     * @throws StepFailedException when it is not what was to be waited for
     */
    ObjectNode output(CallStep step) throws InterruptedException {
        return step.again() instanceof Again.Until until
                ? await(step.call(), until)
                : repeat(step.call(), (Again.Times) step.again());
    }

    private ObjectNode await(Call call, Again.Until until) throws InterruptedException {
        String expression = values.expression(until.expression());
        Backoff backoff = new Backoff(bench.site().clock()::pause);
        ObjectNode output = output(call);
        while (!holds(expression, output)) {
            if (backoff.waited().compareTo(until.within()) >= 0) {
                throw late("step.call.late", call, until.within().toSeconds(), expression);
            }
            backoff.pause();
            output = output(call);
        }
        return output;
    }

    /** Nothing waits between two calls, so that as many callers meet a canary however fast the cloud's time goes. */
    private ObjectNode repeat(Call call, Again.Times again) {
        Optional<String> expression = again.until().map(values::expression);
        ObjectNode output = output(call);
        for (int made = 1; made < again.times() && !isOver(expression, output); made++) {
            output = output(call);
        }
        if (expression.isPresent() && !isOver(expression, output)) {
            throw late("step.call.never", call, again.times(), expression.get());
        }
        return output;
    }

    private boolean isOver(Optional<String> expression, ObjectNode output) {
        return expression.filter(wanted -> holds(wanted, output)).isPresent();
    }

    private static StepFailedException late(String key, Call call, long most, String expression) {
        Message message = Workbench.message(key, call.operation(), most, expression);
        return new StepFailedException(message);
    }

    private ObjectNode output(Call call) {
        var input = values.node(call.with());
        Outcome outcome = call.paginate()
                ? bench.operations().callAll(call.operation(), input)
                : bench.operations().call(call.operation(), input);
        return outcome.orThrow();
    }

    /** An expression that cannot take what it finds does not hold yet. */
    private boolean holds(String expression, ObjectNode output) {
        try {
            return expressions.search(expression, output).equals(BooleanNode.TRUE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
