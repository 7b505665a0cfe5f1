package io.devopslab.session;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.catalog.Step.Again;
import io.devopslab.check.Values;
import io.devopslab.session.stack.Backoff;
import io.devopslab.session.stack.Pauser;
import java.util.Optional;

/** Asks as often as a step says: once, until the answer is what is waited for, or many times at once. */
final class Repetition {

    private final Pauser pauser;
    private final Values values;
    private final JmesPaths expressions;

    Repetition(Pauser pauser, Values values, JmesPaths expressions) {
        this.pauser = pauser;
        this.values = values;
        this.expressions = expressions;
    }

    /** A call of an operation, or a request. */
    interface Ask {
        ObjectNode ask() throws InterruptedException;
    }

    /**
     * The last answer.
     *
     * @param what is asked, for people
     * @throws StepFailedException when the answer is not what was to be waited for
     */
    ObjectNode until(Again again, String what, Ask ask) throws InterruptedException {
        return again instanceof Again.Until until ? await(until, what, ask) : repeat((Again.Times) again, what, ask);
    }

    private ObjectNode await(Again.Until until, String what, Ask ask) throws InterruptedException {
        String expression = values.expression(until.expression());
        Backoff backoff = new Backoff(pauser);
        ObjectNode answer = ask.ask();
        while (!holds(expression, answer)) {
            if (backoff.waited().compareTo(until.within()) >= 0) {
                throw new StepFailedException(
                        Workbench.message("step.call.late", what, until.within().toSeconds(), expression));
            }
            backoff.pause();
            answer = ask.ask();
        }
        return answer;
    }

    /** Nothing waits between two, so that as many callers meet a canary however fast the cloud's time goes. */
    private ObjectNode repeat(Again.Times again, String what, Ask ask) throws InterruptedException {
        Optional<String> expression = again.until().map(values::expression);
        ObjectNode answer = ask.ask();
        for (int made = 1; made < again.times() && !isOver(expression, answer); made++) {
            answer = ask.ask();
        }
        if (expression.isPresent() && !isOver(expression, answer)) {
            throw new StepFailedException(Workbench.message("step.call.never", what, again.times(), expression.get()));
        }
        return answer;
    }

    private boolean isOver(Optional<String> expression, ObjectNode answer) {
        return expression.filter(wanted -> holds(wanted, answer)).isPresent();
    }

    /** An expression that cannot take what it finds does not hold yet. */
    private boolean holds(String expression, ObjectNode answer) {
        try {
            return expressions.search(expression, answer).equals(BooleanNode.TRUE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
