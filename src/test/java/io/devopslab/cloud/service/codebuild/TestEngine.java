package io.devopslab.cloud.service.codebuild;

import io.devopslab.Needs;
import io.devopslab.cloud.kernel.BuildPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine of this machine, in which tests run builds for real. */
public final class TestEngine {

    /** Made by {@code src/test/docker/make-image}, where it is not there. */
    public static final String IMAGE = "lab-test/build:1";

    private TestEngine() {}

    /** Goes on only where an engine answers; the image is there then. */
    public static void needed() {
        Needs.program("docker");
        Needs.that(run("docker", "info", "--format", "{{.ServerVersion}}").matches("\\d+\\..*"), "a Docker engine");
        if (docker("image", "ls", "--quiet", IMAGE).isEmpty()) {
            Needs.program("busybox");
            Needs.program("bash");
            String complaint = run("src/test/docker/make-image", IMAGE);
            Needs.that(complaint.isEmpty(), "an image, which cannot be made: " + complaint);
        }
    }

    static BuildPlace place() {
        return new BuildPlace.InDocker(System.getenv());
    }

    /** A place whose docker calls an engine that is not there. */
    static BuildPlace nowhere() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        return new BuildPlace.InDocker(environment);
    }

    /** The containers of a build that the engine still has. */
    public static List<String> containers(String build) {
        return docker("ps", "--all", "--quiet", "--filter", "label=io.devopslab.build=" + build)
                .lines()
                .toList();
    }

    /** What docker's client says to these arguments. */
    public static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** What a command says, on both streams. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while docker ran", e);
        }
    }
}
