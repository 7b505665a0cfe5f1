package io.devopslab.cloud.runtime.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A computer of the cloud, as software that is installed on it sees it: a directory and processes of this machine. */
public interface Machine {

    String id();

    /** What stands for its {@code /}. It is there as long as the machine is not done away with. */
    Path root();

    /** What its processes find in their environment. */
    Map<String, String> environment();

    /** The port on which its application must listen, where it shares its address with others. */
    Optional<Integer> ownPort();

    /** Whether it runs now. */
    boolean isRunning();

    /** Returns when its own processes have started, if it runs: of one that ran before its cloud was closed they may not have yet. */
    void awaken();

    /**
     * A tree of its own for processes on the machine, which ends with the machine if it is not closed before. One of a
     * machine that does not run is closed already.
     */
    ProcessTree tree();
}
