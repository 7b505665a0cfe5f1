package io.devopslab.cloud.runtime.function;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Knows how to start the process that runs functions of one family of runtimes. */
interface FunctionRuntime {

    /**
     * @throws MissingRuntimeException when this machine lacks what it takes
     * @throws InvalidEntrypointException when the code is not what the runtime starts
     * @throws IOException when the runtime's own files cannot be laid out
     */
    Launch launch(FunctionSpec spec) throws MissingRuntimeException, InvalidEntrypointException, IOException;

    /**
     * A process to start.
     *
     * @param variables what the runtime wants in the environment
     * @param marksEnds whether it ends what it writes for a call with {@link EnvironmentLog#END_MARK}
     */
    record Launch(List<String> command, Map<String, String> variables, boolean marksEnds) {}
}
