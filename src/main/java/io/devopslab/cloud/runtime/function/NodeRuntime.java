package io.devopslab.cloud.runtime.function;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Functions in JavaScript, by the machine's {@code node}, whatever its version. */
final class NodeRuntime implements FunctionRuntime {

    private final Bootstraps bootstraps;
    private final Interpreters interpreters;

    NodeRuntime(Bootstraps bootstraps, Interpreters interpreters) {
        this.bootstraps = bootstraps;
        this.interpreters = interpreters;
    }

    @Override
    public Launch launch(FunctionSpec spec) throws MissingRuntimeException, IOException {
        Path node = interpreters
                .find(List.of("node"), List.of("-p", "process.execPath"))
                .orElseThrow(() -> new MissingRuntimeException("The runtime " + spec.runtime()
                        + " needs Node.js, and no node is on the PATH of the embedded cloud."
                        + " Install it from https://nodejs.org and start the cloud again."));
        return new Launch(
                List.of(
                        node.toString(),
                        "--max-old-space-size=" + spec.memoryMegabytes(),
                        bootstraps.file("bootstrap.mjs").toString()),
                Map.of("LD_LIBRARY_PATH", spec.code() + ":" + spec.code().resolve("lib")),
                true);
    }
}
