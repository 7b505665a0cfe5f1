package io.devopslab.cloud.runtime.function.bootstrap;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A failure in the words of Lambda's Java runtime (Lambda Developer Guide, "Java function errors"). */
final class ErrorReport {

    private static final int MOST_CAUSES = 10;

    private final Throwable error;

    private ErrorReport(Throwable error) {
        this.error = error;
    }

    static ErrorReport of(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return new ErrorReport(thrown instanceof InvocationTargetException && cause != null ? cause : thrown);
    }

    String type() {
        return error.getClass().getName();
    }

    String json() {
        return JsonWriter.write(describe(error, 0));
    }

    /** What goes to the log. */
    String text() {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return error.getMessage() + ": " + type() + "\n" + text;
    }

    private static Map<String, Object> describe(Throwable error, int depth) {
        Map<String, Object> description = new LinkedHashMap<>();
        if (error.getMessage() != null) {
            description.put("errorMessage", error.getMessage());
        }
        description.put("errorType", error.getClass().getName());
        description.put("stackTrace", frames(error));
        Throwable cause = error.getCause();
        if (cause != null && depth < MOST_CAUSES) {
            description.put("cause", describe(cause, depth + 1));
        }
        return description;
    }

    /** The function's own frames: those of reflection and of this bootstrap tell the author nothing. */
    private static List<String> frames(Throwable error) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : error.getStackTrace()) {
            if (frame.getClassName().startsWith(ErrorReport.class.getPackageName() + ".")) {
                break;
            }
            if (!frame.getClassName().startsWith("jdk.internal.reflect.")
                    && !frame.getClassName().startsWith("java.lang.reflect.")) {
                frames.add(frame.toString());
            }
        }
        return frames;
    }
}
