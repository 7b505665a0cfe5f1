package io.devopslab.session;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.util.Optional;

/** A step of a lab did not do what it was to do (exit code 3). */
public final class StepFailedException extends LabException {

    private static final long serialVersionUID = 1L;

    StepFailedException(Message problem) {
        super(Exit.FAILED, problem, Optional.empty(), Optional.empty());
    }
}
