package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.container.Engine;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import software.amazon.awssdk.services.codebuild.model.ComputeConfiguration;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;

/**
 * What a compute type gives to a build (CodeBuild API Reference, {@code ProjectEnvironment$computeType}).
 *
 * @param processors at most; as many as there are when the type does not tell
 * @param bytes of memory at most; likewise
 */
record ComputeSize(OptionalDouble processors, OptionalLong bytes) {

    private static final long GIB = 1024L * 1024 * 1024;

    static ComputeSize of(ProjectEnvironment environment) {
        return switch (environment.computeType()) {
            case BUILD_GENERAL1_SMALL -> of(2, 4);
            case BUILD_GENERAL1_MEDIUM -> of(4, 8);
            case BUILD_GENERAL1_LARGE -> of(8, 16);
            case BUILD_GENERAL1_XLARGE -> of(36, 72);
            case BUILD_GENERAL1_2_XLARGE -> of(72, 144);
            case BUILD_LAMBDA_1_GB -> memory(1);
            case BUILD_LAMBDA_2_GB -> memory(2);
            case BUILD_LAMBDA_4_GB -> memory(4);
            case BUILD_LAMBDA_8_GB -> memory(8);
            case BUILD_LAMBDA_10_GB -> memory(10);
            default -> configured(Optional.ofNullable(environment.computeConfiguration()));
        };
    }

    private static ComputeSize of(int processors, int gibibytes) {
        return new ComputeSize(OptionalDouble.of(processors), OptionalLong.of(gibibytes * GIB));
    }

    private static ComputeSize memory(int gibibytes) {
        return new ComputeSize(OptionalDouble.empty(), OptionalLong.of(gibibytes * GIB));
    }

    private static ComputeSize configured(Optional<ComputeConfiguration> configuration) {
        Optional<Long> processors = configuration.map(ComputeConfiguration::vCpu);
        Optional<Long> memory = configuration.map(ComputeConfiguration::memory);
        return new ComputeSize(
                processors.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                memory.map(gibibytes -> OptionalLong.of(gibibytes * GIB)).orElseGet(OptionalLong::empty));
    }

    /** As much of it as the engine has, and can limit. */
    ComputeSize within(Engine engine) {
        OptionalDouble most = processors.isPresent() && engine.processors().isPresent()
                ? OptionalDouble.of(
                        Math.min(processors.getAsDouble(), engine.processors().getAsInt()))
                : OptionalDouble.empty();
        OptionalLong room = bytes.isPresent() && engine.memory().isPresent()
                ? OptionalLong.of(Math.min(bytes.getAsLong(), engine.memory().getAsLong()))
                : OptionalLong.empty();
        return new ComputeSize(most, room);
    }
}
