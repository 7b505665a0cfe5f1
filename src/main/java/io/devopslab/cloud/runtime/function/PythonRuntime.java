package io.devopslab.cloud.runtime.function;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Functions in Python, by the interpreter of the runtime's version, or by the machine's {@code python3}. */
final class PythonRuntime implements FunctionRuntime {

    private final Bootstraps bootstraps;
    private final Interpreters interpreters;

    PythonRuntime(Bootstraps bootstraps, Interpreters interpreters) {
        this.bootstraps = bootstraps;
        this.interpreters = interpreters;
    }

    @Override
    public Launch launch(FunctionSpec spec) throws MissingRuntimeException, IOException {
        Path python = interpreters
                .find(List.of(spec.runtime(), "python3"), List.of("-c", "import sys; print(sys.executable)"))
                .orElseThrow(() -> new MissingRuntimeException("The runtime " + spec.runtime()
                        + " needs Python 3, and no python3 is on the PATH of the embedded cloud."
                        + " Install it from https://www.python.org and start the cloud again."));
        return new Launch(
                List.of(
                        python.toString(),
                        "-u",
                        "-B",
                        "-X",
                        "utf8",
                        bootstraps.file("bootstrap.py").toString()),
                Map.of("LD_LIBRARY_PATH", spec.code() + ":" + spec.code().resolve("lib")),
                true);
    }
}
