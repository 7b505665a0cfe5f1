package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.runtime.process.RunningProcess;
import io.devopslab.cloud.runtime.process.SearchPath;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The processes of instances. An instance has a directory, which stays as long as it is not terminated, and a tree of
 * processes, which its user data begins each time that it starts. Thread-safe.
 */
final class InstanceProcesses implements AutoCloseable {

    /** How long simulated time stands still for a script of user data that goes on, in real time. */
    private static final Duration SCRIPT = Duration.ofSeconds(60);

    /** The same for what a script that has ended left in the background: it may still come to listen. */
    private static final Duration BACKGROUND = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 25;

    private final ServiceContext context;
    private final Duration script;
    private final Duration background;
    private final Processes processes;
    private final Map<String, ProcessTree> trees = new ConcurrentHashMap<>();
    private final Map<String, Set<ProcessTree>> visitors = new ConcurrentHashMap<>();
    private boolean cleared;

    InstanceProcesses(ServiceContext context) {
        this(context, SCRIPT, BACKGROUND);
    }

    InstanceProcesses(ServiceContext context, Duration script, Duration background) {
        this.context = context;
        this.script = script;
        this.background = background;
        this.processes = new Processes(context.time(), context.files().toString());
    }

    /**
     * Ends what a killed process of the cloud left behind; once, before anything is started.
     *
     * @param mayHave whether it can have left anything
     */
    synchronized void killLeftovers(boolean mayHave) {
        if (mayHave && !cleared) {
            processes.killLeftovers();
        }
        cleared = true;
    }

    /** A tree for what others run on an instance, which ends with the instance. */
    ProcessTree visitor(String id, BooleanSupplier isRunning) {
        killLeftovers(true);
        ProcessTree tree = processes.tree();
        visitors.compute(id, (key, present) -> {
            Set<ProcessTree> all = new HashSet<>(present == null ? Set.of() : present);
            all.removeIf(ProcessTree::isClosed);
            all.add(tree);
            return all;
        });
        // Only now: one that stops meanwhile either finds the tree or is found stopping.
        if (!isRunning.getAsBoolean()) {
            tree.close();
        }
        return tree;
    }

    private Path home(String id) {
        return context.files().resolve("instances").resolve(id);
    }

    /** The instance's own directory, made when needed. */
    Path directory(String id) {
        Path directory = home(id).resolve("root");
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of the instance " + id + " cannot be made.", e);
        }
    }

    Console console(String id) {
        return new Console(home(id).resolve("console.log"));
    }

    /**
     * Runs the user data, if it is a script.
     *
     * @return what waits until the script is over and the application listens, or too much real time has gone by
     */
    Runnable start(InstanceRow row) {
        Path directory = directory(row.id());
        String text = new String(Base64.getMimeDecoder().decode(row.userData()), StandardCharsets.UTF_8);
        ProcessTree tree = processes.tree();
        ProcessTree former = trees.put(row.id(), tree);
        if (former != null) {
            former.close();
        }
        if (!text.startsWith("#!")) {
            return () -> {};
        }
        Console console = console(row.id());
        try {
            Path file = home(row.id()).resolve("user-data");
            Files.writeString(file, text);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("The user data cannot be made executable.");
            }
            RunningProcess process = tree.start(
                    Command.of(directory, List.of(file.toString())).withEnvironment(environment(row, directory)),
                    Output.merged(console::line));
            return () -> awaitListening(row, tree, process);
        } catch (IOException e) {
            console.line("The user data cannot be run: " + e.getMessage());
            return () -> {};
        }
    }

    Map<String, String> environment(InstanceRow row, Path directory) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", SearchPath.of(context.tools()));
        environment.put("HOME", directory.toString());
        environment.put("INSTANCE_ROOT", directory.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("INSTANCE_ID", row.id());
        environment.put("HOST", row.instance().privateIpAddress());
        environment.put("PORT", Integer.toString(row.port()));
        environment.put("AWS_REGION", context.scope().region());
        environment.put("AWS_DEFAULT_REGION", context.scope().region());
        environment.put("AWS_ENDPOINT_URL", context.endpoint().toString());
        row.instance().tags().stream()
                .filter(tag -> "Name".equals(tag.key()))
                .map(Tag::value)
                .forEach(name -> environment.put("INSTANCE_NAME", name));
        return environment;
    }

    private void awaitListening(InstanceRow row, ProcessTree tree, RunningProcess process) {
        // Nobody counts this down: what a script leaves in the background may still be starting when it has ended.
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + script.toNanos();
        boolean over = false;
        try (Time.Work work = context.time().work()) {
            while (System.nanoTime() - end < 0) {
                if (!over && !process.isAlive()) {
                    over = true;
                    end = System.nanoTime() + background.toNanos();
                }
                boolean gone = over && tree.size() == 0;
                if (gone || listens(row) || never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(InstanceRow row) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(row.instance().privateIpAddress(), row.port()), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends all processes of an instance; its directory stays. */
    void stop(String id) {
        ProcessTree tree = trees.remove(id);
        if (tree != null) {
            tree.close();
        }
        Optional.ofNullable(visitors.remove(id)).ifPresent(all -> all.forEach(ProcessTree::close));
    }

    /** Ends all processes of an instance and deletes its directory. */
    void remove(String id) {
        stop(id);
        if (!Files.exists(home(id))) {
            return;
        }
        try (Stream<Path> found = Files.walk(home(id))) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of the instance " + id + " cannot be deleted.", e);
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
