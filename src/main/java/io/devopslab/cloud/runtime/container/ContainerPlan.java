package io.devopslab.cloud.runtime.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A container whose own program is what it is there for: a server, or a job that ends.
 *
 * @param name of the container, which nobody else may have
 * @param purpose whose it is, in a label that people see
 * @param entryPoint instead of the image's; empty for that one
 * @param command instead of the image's; empty for that one
 * @param environment what the program finds there beside the image's own variables
 * @param directory where the program starts, instead of the image's
 * @param user who it is, instead of the image's
 * @param network how it is reached
 * @param platform of the image, for example {@code linux/arm64}; empty for that of the engine
 * @param memory how many bytes it may use at most
 * @param reservedMemory how many bytes it may use at least when the engine is short of them
 * @param processors how many it may use at most
 * @param isReadOnly whether its own files are
 */
public record ContainerPlan(
        String name,
        String purpose,
        String image,
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        Optional<String> directory,
        Optional<String> user,
        Network network,
        Optional<String> platform,
        OptionalLong memory,
        OptionalLong reservedMemory,
        OptionalDouble processors,
        boolean isReadOnly) {

    public ContainerPlan {
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** How a container is reached. */
    public sealed interface Network {

        /**
         * It has a network of its own, of which some ports are this machine's, on one of its loopback addresses.
         *
         * @param ports those of the container to those of this machine
         */
        record Own(String address, Map<Integer, Integer> ports) implements Network {

            public Own {
                ports = Map.copyOf(ports);
            }
        }

        /** It shares the network of another container, which must live. */
        record Shared(String container) implements Network {}
    }
}
