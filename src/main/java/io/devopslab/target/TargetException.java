package io.devopslab.target;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.util.Optional;

/** A target cannot be used (exit code 4): the environment is in the way, not the learner. */
public final class TargetException extends LabException {

    private static final long serialVersionUID = 1L;

    public TargetException(Message problem, Message cure) {
        super(Exit.INCONCLUSIVE, problem, cure);
    }

    public TargetException(Message problem, Message cure, Throwable cause) {
        super(Exit.INCONCLUSIVE, problem, Optional.of(cure), Optional.of(cause));
    }
}
