package io.devopslab.check;

import io.devopslab.aws.Outcome;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.util.Locale;

/** Says why nothing can be said: the failures of AWS in words for people. */
public final class Reasons {

    private Reasons() {}

    /** What happened. */
    public static Message of(Outcome.Failure failure) {
        return Message.of(
                Reasons.class,
                "failure." + key(failure),
                failure.operation(),
                failure.code(),
                shortened(failure.message()));
    }

    /** What to do about it. */
    public static Message cure(Outcome.Failure failure) {
        return Message.of(Reasons.class, "failure." + key(failure) + ".cure", failure.operation());
    }

    public static InconclusiveException exception(Outcome.Failure failure) {
        return new InconclusiveException(of(failure), cure(failure));
    }

    private static String key(Outcome.Failure failure) {
        return failure.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 499) + "…" : text;
    }
}
