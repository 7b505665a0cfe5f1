package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;

/**
 * Runs the scripts of a lifecycle event, one after the other, in the host's own directory. What a script leaves in
 * the background, for example a server, goes on until the cloud ends or a later script stops it.
 */
final class Scripts {

    private static final int TAIL = 2048;

    private final Host host;

    Scripts(Host host) {
        this.host = host;
    }

    /**
     * @param bundle the unpacked revision
     */
    void run(String event, List<Script> scripts, Path bundle, Map<String, String> variables)
            throws HookFailure, HostLostException, InterruptedException {
        Tail tail = new Tail();
        tail.line("LifecycleEvent - " + event);
        Map<String, String> environment = new HashMap<>(host.environment());
        environment.putAll(variables);
        environment.put("LIFECYCLE_EVENT", event);
        for (Script script : scripts) {
            run(script, bundle, environment, tail);
        }
    }

    private void run(Script script, Path bundle, Map<String, String> environment, Tail tail)
            throws HookFailure, HostLostException, InterruptedException {
        Path file = bundle.resolve(script.location()).normalize();
        if (!file.startsWith(bundle) || !Files.isRegularFile(file)) {
            throw new HookFailure(
                    LifecycleErrorCode.SCRIPT_MISSING,
                    script.location(),
                    "Script does not exist at specified location: " + file,
                    tail.text());
        }
        tail.line("Script - " + script.location());
        // The agent, too, makes a script executable that is not.
        if (!file.toFile().setExecutable(true)) {
            throw new HookFailure(
                    LifecycleErrorCode.SCRIPT_NOT_EXECUTABLE,
                    script.location(),
                    "Script at specified location is not executable: " + script.location(),
                    tail.text());
        }
        ProcessExit exit = start(script, file, environment, tail);
        if (exit.cause() == ProcessExit.Cause.STOPPED) {
            if (!host.isReachable()) {
                throw new HostLostException(host);
            }
            // The cloud ends, and ends its processes first: that says nothing about the script.
            throw new InterruptedException("The cloud ends.");
        }
        if (exit.cause() == ProcessExit.Cause.TIMED_OUT) {
            throw new HookFailure(
                    LifecycleErrorCode.SCRIPT_TIMED_OUT,
                    script.location(),
                    "Script at specified location: " + script.location() + " failed to complete in "
                            + script.timeout().toSeconds() + " seconds",
                    tail.text());
        }
        if (!exit.isSuccess()) {
            throw new HookFailure(
                    LifecycleErrorCode.SCRIPT_FAILED,
                    script.location(),
                    "Script at specified location: " + script.location() + " failed with exit code " + exit.code(),
                    tail.text());
        }
    }

    private ProcessExit start(Script script, Path file, Map<String, String> environment, Tail tail)
            throws HookFailure, HostLostException, InterruptedException {
        // It stays open: a server that the script has started must outlive it.
        ProcessTree tree = host.tree();
        try {
            return tree.run(
                    Command.of(host.root(), List.of(file.toString()))
                            .withEnvironment(environment)
                            .withWallTimeout(script.timeout()),
                    new Output() {
                        @Override
                        public void stdout(String line) {
                            tail.line("[stdout]" + line);
                        }

                        @Override
                        public void stderr(String line) {
                            tail.line("[stderr]" + line);
                        }
                    });
        } catch (IOException e) {
            if (!host.isReachable()) {
                throw new HostLostException(host);
            }
            throw new HookFailure(
                    LifecycleErrorCode.SCRIPT_FAILED,
                    script.location(),
                    "Script at specified location: " + script.location() + " run failed with error " + e.getMessage(),
                    tail.text());
        } finally {
            if (tree.size() == 0) {
                tree.close();
            }
        }
    }

    /** The end of what scripts wrote. Thread-safe. */
    private static final class Tail {
        private final StringBuilder text = new StringBuilder();

        synchronized void line(String line) {
            text.append(line).append('\n');
            if (text.length() > TAIL) {
                text.delete(0, text.length() - TAIL);
            }
        }

        synchronized String text() {
            return text.toString();
        }
    }
}
