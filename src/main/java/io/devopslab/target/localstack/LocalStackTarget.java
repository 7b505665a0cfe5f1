package io.devopslab.target.localstack;

import io.devopslab.aws.RetryListener;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.target.endpoint.EndpointTarget;
import io.devopslab.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The LocalStack of one {@code $LAB_HOME}: its container is labelled with that directory. */
public final class LocalStackTarget {

    /** The name of the target, on the command line and in directories. */
    public static final String NAME = "localstack";

    /** Images come over the network. */
    private static final Duration DOWNLOAD = Duration.ofMinutes(15);

    private static final Duration LOG = Duration.ofMinutes(1);

    private static final Duration REMOVAL = Duration.ofMinutes(2);

    private final Path labHome;
    private final ContainerProgram program;
    private final HealthPage page;
    private final Path file;

    /**
     * @param jar the program's own jar; empty in tests
     * @param environment of the command: by {@code DOCKER_HOST} and its like the engine is found
     */
    public LocalStackTarget(Path labHome, Optional<Path> jar, Map<String, String> environment) {
        this(labHome, jar, environment, HealthPage.patient());
    }

    /** The same, with another patience. */
    LocalStackTarget(Path labHome, Optional<Path> jar, Map<String, String> environment, HealthPage page) {
        this.labHome = labHome.toAbsolutePath();
        this.page = page;
        Path directory = this.labHome.resolve("localstack");
        this.program = new ContainerProgram(jar, directory, environment);
        this.file = directory.resolve("address.json");
    }

    /**
     * The LocalStack that runs; empty when none does.
     *
     * @throws TargetException when one runs and does not answer, however long it was waited for: it is not gone, and neither is
     *     what it holds
     */
    public Optional<Site> running(String region) {
        return LocalStackAddress.read(file).flatMap(address -> {
            Health health = page.ask(address.endpoint());
            if (health instanceof Health.Silent silent) {
                throw unwell("silent", address, silent.why());
            }
            return site(address, health, region);
        });
    }

    /**
     * The LocalStack that runs, or one that is started. One that runs already goes on whatever image is asked for.
     *
     * @throws TargetException when there is no engine for containers, or it does not become ready
     */
    public Site open(LocalStackOptions options, String region) {
        // Whether one that is silent runs at all its engine knows better.
        return LocalStackAddress.read(file)
                .flatMap(address -> site(address, page.ask(address.endpoint()), region))
                .orElseGet(() -> start(options, region));
    }

    private Site start(LocalStackOptions options, String region) {
        Map<String, String> request = new HashMap<>();
        request.put("verb", "start");
        request.put("owner", labHome.toString());
        request.put("image", options.image());
        request.put("seconds", Long.toString(options.patience().toSeconds()));
        options.environment().forEach((name, value) -> request.put("env." + name, value));
        Properties answer = program.run(request, DOWNLOAD.plus(options.patience()));
        LocalStackAddress address = new LocalStackAddress(
                URI.create(answer.getProperty("endpoint")), answer.getProperty("container"), options.image());
        Site site = site(address, page.ask(address.endpoint()), region)
                .orElseThrow(() -> unwell("not-healthy", address, options.image(), end(address)));
        address.write(file);
        return site;
    }

    /** What the container said last; where it cannot be asked, why. */
    private String end(LocalStackAddress address) {
        try {
            Properties answer = program.run(Map.of("verb", "log", "container", address.container()), LOG);
            return new Tail(answer.getProperty("log", "")).lines(12);
        } catch (TargetException e) {
            return e.problem().toString();
        }
    }

    private static Optional<Site> site(LocalStackAddress address, Health health, String region) {
        return health instanceof Health.Well well
                ? Optional.of(EndpointTarget.open(NAME)
                        .site(address.endpoint(), "LocalStack " + well.version(), region, RetryListener.silent()))
                : Optional.empty();
    }

    private static TargetException unwell(String key, LocalStackAddress address, Object... details) {
        List<Object> arguments = new ArrayList<>(List.of(address.endpoint()));
        arguments.addAll(List.of(details));
        return new TargetException(
                Message.of(LocalStackTarget.class, key, arguments.toArray()),
                Message.of(LocalStackTarget.class, key + ".cure", address.container()));
    }

    /**
     * Removes the container and all that is in it, also one that stands still.
     *
     * @return whether there was one
     */
    public boolean remove() {
        Properties answer = program.run(Map.of("verb", "remove", "owner", labHome.toString()), REMOVAL);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be deleted.", e);
        }
        return !answer.getProperty("removed", "0").equals("0");
    }
}
