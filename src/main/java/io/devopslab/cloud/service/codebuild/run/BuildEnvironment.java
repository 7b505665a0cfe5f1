package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a build's commands run in: this machine itself, or a container. It has one build in its life. Closed by any
 * thread, used otherwise by one.
 */
interface BuildEnvironment extends AutoCloseable {

    /**
     * Makes it ready for the build's commands.
     *
     * @param workspace whose directories the commands find under the same paths
     * @throws PhaseFailure when it cannot be had
     */
    void provision(Workspace workspace) throws IOException, InterruptedException, PhaseFailure;

    /** For the build's log: where the commands run. */
    String description();

    /** The variables that come with it; those of the build go over them. */
    Map<String, String> variables();

    /** Where the commands reach the cloud. */
    URI endpoint();

    /**
     * What to call a shell by.
     *
     * @param name as the buildspec has it: {@code sh} or {@code bash}
     * @throws PhaseFailure when there is no such shell
     */
    String shell(String name) throws IOException, InterruptedException, PhaseFailure;

    /**
     * Runs a program and waits for its end.
     *
     * @param arguments the program, and what it is given
     * @param variables its environment, over what the place itself has
     * @throws IOException when it cannot be run
     */
    ProcessExit run(
            Path directory, List<String> arguments, Map<String, String> variables, Output output, Duration timeout)
            throws IOException, InterruptedException;

    /** Ends all that the commands started. Closing twice is harmless, and closing before {@link #provision} too. */
    @Override
    void close();
}
