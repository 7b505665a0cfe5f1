package io.devopslab.cloud.service.codebuild.run;

import java.util.Optional;

/** A build that is being run: what others may do to it from outside. Thread-safe. */
public final class ActiveBuild {

    /** How much a build's files may take: CodeBuild's smallest environment has 64 GB, a laptop has less to spare. */
    private static final long MOST_BYTES = 8L * 1024 * 1024 * 1024;

    private final BuildEnvironment place;
    private Optional<Workspace> workspace = Optional.empty();
    private Optional<BuildLog> log = Optional.empty();
    private boolean full;

    ActiveBuild(BuildEnvironment place) {
        this.place = place;
    }

    synchronized void opened(Workspace directories, BuildLog destination) {
        workspace = Optional.of(directories);
        log = Optional.of(destination);
    }

    /** Ends the build's processes, with all that they started. */
    public void stop() {
        place.close();
    }

    /**
     * Looks after the build once in a while, in real time: hands on what has come to its log, and ends its processes
     * when its files take more room than they may.
     */
    public void watch() {
        Optional<Workspace> directories;
        synchronized (this) {
            directories = workspace;
        }
        directories.filter(files -> files.size() > MOST_BYTES).ifPresent(files -> {
            synchronized (this) {
                full = true;
            }
            place.close();
        });
        flush();
    }

    private synchronized void flush() {
        log.ifPresent(BuildLog::flush);
    }

    synchronized boolean isFull() {
        return full;
    }
}
