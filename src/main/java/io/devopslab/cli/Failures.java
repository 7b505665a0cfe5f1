package io.devopslab.cli;

import io.devopslab.cli.console.ExitCode;
import io.devopslab.cli.console.UsageException;
import io.devopslab.target.TargetException;
import software.amazon.awssdk.core.exception.SdkException;

/** What each kind of exception means for the one who typed the command. */
final class Failures {

    private Failures() {}

    static ExitCode exitCode(Throwable e) {
        if (e instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (e instanceof TargetException || e instanceof SdkException) {
            return ExitCode.INCONCLUSIVE;
        }
        return ExitCode.FAULT;
    }

    static String message(Throwable e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        if (exitCode(e) == ExitCode.FAULT) {
            return "a fault of the program: "
                    + (message.isEmpty() ? e.getClass().getSimpleName() : message)
                    + "\nPlease report it with the output of the same command and -v.";
        }
        return message;
    }
}
