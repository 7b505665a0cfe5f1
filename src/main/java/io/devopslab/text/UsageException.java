package io.devopslab.text;

import java.util.Optional;

/** The command cannot be done as it was asked for (exit code 2). */
public final class UsageException extends LabException {

    private static final long serialVersionUID = 1L;

    public UsageException(Message problem, Message cure) {
        super(Exit.USAGE, problem, cure);
    }

    public UsageException(Message problem) {
        super(Exit.USAGE, problem, Optional.empty(), Optional.empty());
    }
}
