package io.devopslab.session;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;

/** Another command works on the session (exit code 7). */
public final class SessionLockedException extends LabException {

    private static final long serialVersionUID = 1L;

    SessionLockedException(String lab, String holder) {
        super(
                Exit.LOCKED,
                Message.of(SessionLockedException.class, "locked", lab, holder),
                Message.of(SessionLockedException.class, "locked.cure"));
    }
}
