package io.devopslab.text;

import java.util.Optional;

/** The environment does not let the command be done; the person made no mistake (exit code 4). */
public final class InconclusiveException extends LabException {

    private static final long serialVersionUID = 1L;

    public InconclusiveException(Message problem, Message cure) {
        super(Exit.INCONCLUSIVE, problem, cure);
    }

    public InconclusiveException(Message problem, Message cure, Throwable cause) {
        super(Exit.INCONCLUSIVE, problem, Optional.of(cure), Optional.of(cause));
    }
}
