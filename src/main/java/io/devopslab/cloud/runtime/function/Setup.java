package io.devopslab.cloud.runtime.function;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a new environment starts with.
 *
 * @param variables environment variables beside those that the Runtime API defines
 * @param expires when, in the cloud's time, the environment must not be given new calls any more
 */
public record Setup(Map<String, String> variables, Optional<Instant> expires, FunctionLog log) {

    public Setup {
        variables = Map.copyOf(variables);
    }
}
