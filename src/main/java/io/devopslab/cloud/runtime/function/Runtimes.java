package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.runtime.process.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** All runtimes, by the beginnings of their identifiers. */
final class Runtimes implements FunctionRuntime {

    private final Map<String, FunctionRuntime> families = new LinkedHashMap<>();

    Runtimes(Processes processes, Path directory) {
        Bootstraps bootstraps = new Bootstraps(directory);
        Interpreters interpreters = new Interpreters(processes, directory);
        families.put("java", new JavaRuntime(bootstraps));
        families.put("python", new PythonRuntime(bootstraps, interpreters));
        families.put("nodejs", new NodeRuntime(bootstraps, interpreters));
        families.put("provided", new ProvidedRuntime());
    }

    @Override
    public Launch launch(FunctionSpec spec) throws MissingRuntimeException, InvalidEntrypointException, IOException {
        for (Map.Entry<String, FunctionRuntime> family : families.entrySet()) {
            if (spec.runtime().startsWith(family.getKey())) {
                return family.getValue().launch(spec);
            }
        }
        throw new MissingRuntimeException("The embedded cloud cannot run functions of the runtime " + spec.runtime()
                + "; it runs java, python, nodejs and provided ones.");
    }
}
