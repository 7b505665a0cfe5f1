package io.devopslab.cli.cloud;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OwnProcess;
import io.devopslab.process.ProcessStarter;
import io.devopslab.target.embedded.ExpiryAction;
import io.devopslab.text.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops labs whose time is over: runs {@code lab stop LAB --expired} as a process of its own, which looks for itself
 * whether the lab has really expired. What it says goes where the daemon's own words go.
 */
final class ExpiredLabs implements ExpiryAction {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredLabs.class);

    private final Invocation invocation;
    private final Path jar;

    ExpiredLabs(Invocation invocation, Path jar) {
        this.invocation = invocation;
        this.jar = jar;
    }

    /** The command that stops a lab. */
    List<String> command(String lab) {
        return OwnProcess.command(
                invocation.root(),
                List.of("-Dlab.jar=" + jar, "-jar", jar.toString()),
                List.of("stop", lab, "--expired"));
    }

    @Override
    public CompletionStage<Boolean> expired(String name) {
        ProcessBuilder builder = new ProcessBuilder(command(name))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LAB_HOME", invocation.labHome().toString());
        try {
            return ProcessStarter.start(builder).onExit().thenApply(ended -> isDone(name, ended.exitValue()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Another command that works on the lab, or an environment in the way, may be gone the next time. */
    private static boolean isDone(String name, int exitCode) {
        boolean again = exitCode == Exit.LOCKED.code() || exitCode == Exit.INCONCLUSIVE.code();
        if (exitCode != Exit.DONE.code()) {
            LOG.warn(
                    "`lab stop {} --expired` ended with {}; {}.",
                    name,
                    exitCode,
                    again ? "it is tried again" : "`lab sweep` tells what is left");
        }
        return !again;
    }
}
