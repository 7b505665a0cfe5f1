package io.devopslab.target.localstack;

import io.devopslab.Needs;
import io.devopslab.target.container.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine and the image in which tests run LocalStack for real. */
public final class TestLocalStack {

    private static final String IMAGE = Product.LOCALSTACK.image(Map.of());
    private static final String RUNTIME = "public.ecr.aws/lambda/python:3.12";

    private TestLocalStack() {}

    /** Goes on only where an engine answers and has the image, or can get it. */
    public static void needed() {
        Needs.program("docker");
        Needs.that(docker("info", "--format", "{{.ServerVersion}}").matches("\\d+\\..*"), "a Docker engine");
        if (docker("image", "ls", "--quiet", IMAGE).isEmpty()) {
            String complaint = run(List.of("src/test/docker/localstack-image"));
            boolean there = !docker("image", "ls", "--quiet", IMAGE).isEmpty();
            Needs.that(there, "the image of LocalStack, which cannot be had: " + complaint);
        }
    }

    /** Whether the engine has what LocalStack runs functions in, or can get it. */
    static boolean hasRuntimes() {
        return !docker("image", "ls", "--quiet", RUNTIME).isEmpty()
                || docker("pull", "--quiet", RUNTIME).equals(RUNTIME);
    }

    /** The containers that are there for the {@code $LAB_HOME} of that directory, running or not. */
    public static List<String> containers(Path labHome) {
        return docker("ps", "--all", "--quiet", "--filter", "label=io.devopslab.owner=" + labHome.resolve("localstack"))
                .lines()
                .toList();
    }

    /** What docker's client says to these arguments. */
    public static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) {
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
            throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
        }
    }
}
