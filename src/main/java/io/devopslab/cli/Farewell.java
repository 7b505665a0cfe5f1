package io.devopslab.cli;

import io.devopslab.cli.console.Console;
import io.devopslab.text.Message;

/** What is said when somebody ends a command with Ctrl-C; the process then ends with 130. */
final class Farewell implements AutoCloseable {

    private final Thread hook;

    Farewell(Console console, Message words) {
        this.hook = new Thread(() -> console.note(words), "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The command has come to its own end. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the words are said.
        }
    }
}
