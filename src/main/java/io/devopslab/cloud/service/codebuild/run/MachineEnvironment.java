package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Limits;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.SearchPath;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This machine itself: the commands are processes of it. Of its own variables only the search path and the language go
 * into the build.
 */
final class MachineEnvironment implements BuildEnvironment {

    private static final Limits LIMITS = Limits.of(500, 4L * 1024 * 1024 * 1024);

    private final BuildJob job;
    private final ProcessTree tree;

    MachineEnvironment(BuildJob job, ProcessTree tree) {
        this.job = job;
        this.tree = tree;
    }

    @Override
    public void provision(Workspace workspace) {
        // The machine is there.
    }

    @Override
    public String description() {
        return "This build runs in the embedded cloud: its commands are processes of this machine, not of a"
                + " container of the image " + job.build().environment().image() + ".";
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("PATH", SearchPath.of(job.context().tools()));
        variables.put("LANG", Optional.ofNullable(System.getenv("LANG")).orElse("C.UTF-8"));
        return variables;
    }

    @Override
    public URI endpoint() {
        return job.context().endpoint();
    }

    @Override
    public String shell(String name) throws PhaseFailure {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/bin"
                + File.pathSeparator + "/usr/bin";
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> PhaseFailure.client("The shell " + name + " was not found on this machine."));
    }

    @Override
    public ProcessExit run(
            Path directory, List<String> arguments, Map<String, String> variables, Output output, Duration timeout)
            throws IOException, InterruptedException {
        return tree.run(
                Command.of(directory, arguments)
                        .withEnvironment(variables)
                        .withTimeout(timeout)
                        .withLimits(LIMITS),
                output);
    }

    @Override
    public void close() {
        tree.close();
    }
}
