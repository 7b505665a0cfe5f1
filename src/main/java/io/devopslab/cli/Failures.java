package io.devopslab.cli;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import software.amazon.awssdk.core.exception.SdkException;

/** What each kind of exception means for the one who typed the command. */
final class Failures {

    private Failures() {}

    static Exit exit(Throwable e) {
        if (e instanceof LabException lab) {
            return lab.exit();
        }
        if (e instanceof InterruptedException) {
            return Exit.INTERRUPTED;
        }
        return e instanceof SdkException ? Exit.INCONCLUSIVE : Exit.FAULT;
    }

    static String message(Throwable e, Language language) {
        if (e instanceof LabException lab) {
            return lab.in(language);
        }
        if (e instanceof InterruptedException) {
            return Message.of(Failures.class, "interrupted").in(language);
        }
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Message.of(Failures.class, e instanceof SdkException ? "cloud-trouble" : "fault", said)
                .in(language);
    }
}
