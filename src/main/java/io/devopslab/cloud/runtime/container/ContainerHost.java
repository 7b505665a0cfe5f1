package io.devopslab.cloud.runtime.container;

import io.devopslab.cloud.kernel.Time;
import java.nio.file.Path;
import java.time.Duration;

/** What runs containers for one owner, and ends them all when closed. Thread-safe. */
public interface ContainerHost extends AutoCloseable {

    /**
     * Starts a container and returns when its program runs, or has run.
     *
     * @throws ContainerException with the host's words when it cannot
     */
    Hosted start(ContainerPlan plan, Listener listener) throws ContainerException, InterruptedException;

    /** Removes what an earlier process of the owner left. */
    void removeLeftovers();

    /** Ends all containers, and returns when they are gone. */
    @Override
    void close();

    /** A container that was started. */
    interface Hosted {

        /** As the host calls it. */
        String id();

        /**
         * Asks its program to end, ends it when it has not in time, and returns when the container is gone.
         *
         * @param grace in real time
         */
        void stop(Duration grace);
    }

    /** Hears of a container. What it is told may come before {@link #start} returns. */
    interface Listener {

        void line(String line);

        /** Its program has ended by itself, or because it was stopped; told once, after its last line. */
        void ended(Ending ending);
    }

    /**
     * How a container ended.
     *
     * @param wasOutOfMemory whether it was ended for using more than it may
     */
    record Ending(int exitCode, boolean wasOutOfMemory) {}

    /** Makes the host of an owner. */
    interface Opener {

        /**
         * @param owner a directory that is the owner's in the next process too
         */
        ContainerHost open(Time time, Path owner);

        /** Of hosts that start nothing and say so: where a cloud was not given an engine. */
        Opener NONE = (time, owner) -> new NoHost();
    }
}
