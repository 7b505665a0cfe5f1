package io.devopslab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What Ctrl-C does: it interrupts the command, which gets a moment to say what was interrupted, what stands and what to
 * type. The process ends with 130 all the same, and after that moment in any case.
 */
public final class Interruption {

    private static final long MOMENT_SECONDS = 3;

    private Interruption() {}

    /** Runs a command on this thread and gives its exit code. */
    public static int of(IntSupplier command) {
        Thread thread = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(thread, done), "lab-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return command.getAsInt();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void end(Thread thread, CountDownLatch done) {
        thread.interrupt();
        try {
            boolean unused = done.await(MOMENT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already: this is what the hook is for.
            return;
        }
    }
}
