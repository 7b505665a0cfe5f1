package io.devopslab.cloud.runtime.function;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Functions that bring their own runtime: the executable {@code bootstrap} at the root of the code. */
final class ProvidedRuntime implements FunctionRuntime {

    @Override
    public Launch launch(FunctionSpec spec) throws InvalidEntrypointException {
        Path bootstrap = spec.code().resolve("bootstrap");
        if (!Files.isRegularFile(bootstrap)) {
            throw new InvalidEntrypointException(
                    "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        }
        if (!Files.isExecutable(bootstrap)) {
            // The archive must mark the file as executable.
            throw new InvalidEntrypointException("fork/exec /var/task/bootstrap: permission denied");
        }
        return new Launch(
                List.of(bootstrap.toString()),
                Map.of("LD_LIBRARY_PATH", spec.code() + ":" + spec.code().resolve("lib")),
                false);
    }
}
