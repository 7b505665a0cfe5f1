package io.devopslab.cloud.runtime.function;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A function as it is to be run.
 *
 * @param key the same for calls that may share warm environments: it must change with code and configuration
 * @param runtime a runtime's identifier, for example {@code java17}
 * @param handler in the form of the runtime
 * @param code the directory of the unpacked code
 * @param version what the log calls the version, for example {@code $LATEST}
 * @param memoryMegabytes the configured memory
 * @param timeout how long one invocation may take in real time: the code does not know the cloud's
 */
public record FunctionSpec(
        String key, String runtime, String handler, Path code, String version, int memoryMegabytes, Duration timeout) {}
