package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.session.Progress.Event;
import java.util.Locale;

/** Tells on standard error what a session does, a line for each thing that happened. */
final class ProgressLines {

    private final Console console;

    ProgressLines(Console console) {
        this.console = console;
    }

    void on(Event event) {
        if (event instanceof Event.StepStarted started) {
            console.note(console.paint().faint("… ") + started.step().in(console.language()));
        } else if (event instanceof Event.StepFinished finished) {
            console.note(console.paint().good("✓ ") + finished.step().in(console.language()));
        } else if (event instanceof Event.StepFailed failed) {
            console.note(console.paint().bad("✗ ") + failed.step().in(console.language()) + ": " + failed.reason());
        } else if (event instanceof Event.StackResource resource) {
            stackResource(resource);
        } else if (event instanceof Event.Note note) {
            console.note("  " + note.text().in(console.language()));
        }
    }

    /** What began is told by what ends it; a failure comes with its reason. */
    private void stackResource(Event.StackResource resource) {
        boolean failed =
                resource.status().contains("FAILED") || resource.status().contains("ROLLBACK");
        if (resource.status().endsWith("_IN_PROGRESS") && !failed) {
            return;
        }
        String line = String.format(
                Locale.ROOT, "    %-16s %-30s %s", resource.status(), resource.type(), resource.logicalId());
        console.note(
                failed
                        ? console.paint().bad(line)
                                + (resource.reason().isEmpty() ? "" : "\n      " + resource.reason())
                        : console.paint().faint(line.length() > 79 ? line.substring(0, 78) + "…" : line));
    }
}
