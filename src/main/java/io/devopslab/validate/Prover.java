package io.devopslab.validate;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs cases: takes their time, turns what they throw into findings, and tells what came of them. Thread-safe. */
public final class Prover {

    private static final Logger LOG = LoggerFactory.getLogger(Prover.class);

    private final Consumer<Case> listener;

    /**
     * @param listener hears of each case when it is done, one call at a time
     */
    public Prover(Consumer<Case> listener) {
        this.listener = listener;
    }

    /** A proof: empty when it holds, and else what is against it. */
    public interface Attempt {
        Optional<Message> objection() throws InterruptedException;
    }

    /** Tries to prove it now. */
    public Case run(Kind kind, String name, Attempt attempt) {
        long start = System.nanoTime();
        Finding finding = finding(attempt);
        return told(new Case(kind, name, finding, Duration.ofNanos(System.nanoTime() - start)));
    }

    /** A case that cannot be tried. */
    public Case skipped(Kind kind, String name, Message why) {
        return told(new Case(kind, name, new Finding.Unproved(why), Duration.ZERO));
    }

    /** A case that the target cannot carry. */
    public Case uncarried(Kind kind, String name, Message why) {
        return told(new Case(kind, name, new Finding.Uncarried(why), Duration.ZERO));
    }

    private Case told(Case done) {
        synchronized (listener) {
            listener.accept(done);
        }
        return done;
    }

    private static Finding finding(Attempt attempt) {
        try {
            return attempt.objection().<Finding>map(Finding.Refuted::new).orElseGet(Finding.Proved::new);
        } catch (LabException e) {
            Message why = e.problem();
            return e.exit() == Exit.INCONCLUSIVE || e.exit() == Exit.INTERRUPTED
                    ? new Finding.Unproved(why)
                    : new Finding.Refuted(why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding.Unproved(message("interrupted"));
        } catch (RuntimeException e) {
            LOG.debug("A case ended with an exception that nobody expects.", e);
            return new Finding.Refuted(message("fault", String.valueOf(e)));
        }
    }

    static Message message(String key, Object... arguments) {
        return Message.of(Prover.class, key, arguments);
    }
}
