package io.devopslab.process;

import java.io.IOException;

/**
 * Starts processes, one at a time. Until a new process runs its own program it holds every file that this process has
 * open, and Linux executes no file that anybody has open for writing (execve(2), {@code ETXTBSY}). So a script that
 * one thread wrote and closed could not be run while another thread's process was just being started. A start is over
 * when the program runs; what was written before the next one is then held by nobody.
 */
public final class ProcessStarter {

    private ProcessStarter() {}

    /**
     * As {@link ProcessBuilder#start()}.
     *
     * @throws IOException when the program or the directory does not exist, or the system refuses
     */
    public static synchronized Process start(ProcessBuilder builder) throws IOException {
        return builder.start();
    }
}
