package io.devopslab.cloud.runtime.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A container that lives as long as its owner and does nothing by itself.
 *
 * @param image must be there already, and have a {@code sh}
 * @param name of the container, which nobody else may have
 * @param purpose what it is for, in a label that people see
 * @param user the ids of the user and the group, {@code 1000:1000}
 * @param mount a directory that the container sees under the same path
 * @param directory where its commands run
 * @param usesHostNetwork whether this machine's loopback is the container's own
 * @param processors how many it may use at most
 * @param memory how many bytes it may use at most
 * @param maxProcesses how many may live in it at once
 * @param maxFileBytes how long a file may become
 */
public record ContainerSpec(
        String image,
        String name,
        String purpose,
        String user,
        Path mount,
        Path directory,
        boolean usesHostNetwork,
        OptionalDouble processors,
        OptionalLong memory,
        int maxProcesses,
        long maxFileBytes) {

    static final String OWNER_LABEL = "io.devopslab.cloud";
    static final String PURPOSE_LABEL = "io.devopslab.build";

    /** What the container writes when it lives. */
    static final String READY = "lab-container-is-ready";

    /** Its input is a pipe of the owner's: when that ends, however it ends, the first process does, and all with it. */
    private static final String FIRST_PROCESS = "echo " + READY + "; read -r line";

    /** The arguments of {@code docker}. */
    List<String> arguments(String owner) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "--interactive", "--pull=never"));
        arguments.add("--name=" + name);
        arguments.add("--label=" + OWNER_LABEL + "=" + owner);
        arguments.add("--label=" + PURPOSE_LABEL + "=" + purpose);
        arguments.add("--user=" + user);
        arguments.add("--mount=type=bind," + field("source", mount) + "," + field("target", mount));
        arguments.add("--workdir=" + directory);
        arguments.addAll(
                usesHostNetwork ? List.of("--network=host") : List.of("--add-host=host.docker.internal:host-gateway"));
        processors.ifPresent(most -> arguments.add("--cpus=" + most));
        memory.ifPresent(most -> arguments.add("--memory=" + most));
        arguments.add("--pids-limit=" + maxProcesses);
        arguments.add("--ulimit=fsize=" + maxFileBytes);
        arguments.add("--ulimit=core=0");
        // What it makes belongs to its user, also through a program of the image that makes others root.
        arguments.add("--security-opt=no-new-privileges");
        // Where SELinux confines containers, the mounted directory would be closed to it.
        arguments.add("--security-opt=label=disable");
        arguments.add("--no-healthcheck");
        arguments.addAll(List.of("--entrypoint=sh", image, "-c", FIRST_PROCESS));
        return arguments;
    }

    /** A field of a mount, which is a line of comma-separated values. */
    private static String field(String name, Path path) {
        return "\"" + name + "=" + path.toString().replace("\"", "\"\"") + "\"";
    }
}
