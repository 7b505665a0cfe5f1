package io.devopslab.target.container;

import io.devopslab.aws.RetryListener;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.target.endpoint.EndpointTarget;
import io.devopslab.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** The emulator of one {@code $LAB_HOME}: its container is labelled with its directory there, so that each product has its own. */
public final class ContainerTarget {

    /** Images come over the network. */
    private static final Duration DOWNLOAD = Duration.ofMinutes(15);

    private static final Duration LOG = Duration.ofMinutes(1);

    private static final Duration REMOVAL = Duration.ofMinutes(2);

    private final Product product;
    private final String owner;
    private final Map<String, String> environment;
    private final ContainerProgram program;
    private final HealthPage page;
    private final Duration patience;
    private final Path file;

    /**
     * @param jar the program's own jar; empty in tests
     * @param environment of the command: by {@code DOCKER_HOST} and its like the engine is found, and another image may be named
     */
    public ContainerTarget(Product product, Path labHome, Optional<Path> jar, Map<String, String> environment) {
        this(product, labHome, jar, environment, HealthPage.PATIENCE, product.patience());
    }

    /**
     * The same, with another patience.
     *
     * @param answer how long an answer of the health page may take
     * @param start how long it may take until it is ready
     */
    ContainerTarget(
            Product product,
            Path labHome,
            Optional<Path> jar,
            Map<String, String> environment,
            Duration answer,
            Duration start) {
        this.product = product;
        Path directory = labHome.toAbsolutePath().resolve(product.target());
        this.owner = directory.toString();
        this.environment = Map.copyOf(environment);
        this.page = new HealthPage(product.page(), answer);
        this.patience = start;
        this.program = new ContainerProgram(product, jar, directory, environment);
        this.file = directory.resolve("address.json");
    }

    public Product product() {
        return product;
    }

    /**
     * The emulator that runs; empty when none does.
     *
     * @throws TargetException when one runs and does not answer, however long it was waited for: it is not gone, and neither is
     *     what it holds
     */
    public Optional<Site> running(String region) {
        return ContainerAddress.read(file).flatMap(address -> {
            Health health = page.ask(address.endpoint());
            if (health instanceof Health.Silent silent) {
                throw unwell("silent", address, silent.why());
            }
            return site(address, health, region);
        });
    }

    /**
     * The emulator that runs, or one that is started. One that runs already goes on whatever image is asked for.
     *
     * @throws TargetException when there is no engine for containers, or it does not become ready
     */
    public Site open(String region) {
        // Whether one that is silent runs at all its engine knows better.
        return ContainerAddress.read(file)
                .flatMap(address -> site(address, page.ask(address.endpoint()), region))
                .orElseGet(() -> start(region));
    }

    private Site start(String region) {
        String image = product.image(environment);
        Map<String, String> request = new HashMap<>(product.request());
        request.put("verb", "start");
        request.put("owner", owner);
        request.put("image", image);
        request.put("seconds", Long.toString(patience.toSeconds()));
        product.variables(region, namespace(), environment).forEach((name, value) -> request.put("env." + name, value));
        Properties answer = program.run(request, DOWNLOAD.plus(patience));
        ContainerAddress address = new ContainerAddress(
                URI.create(answer.getProperty("endpoint")), answer.getProperty("container"), image);
        Site site = site(address, page.ask(address.endpoint()), region)
                .orElseThrow(() -> unwell("not-healthy", address, image, product.page(), end(address)));
        address.write(file);
        return site;
    }

    /** Short, for it becomes a part of names. */
    private String namespace() {
        UUID id = UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8));
        return "lab-" + id.toString().substring(0, 8);
    }

    /** What the container said last; where it cannot be asked, why. */
    private String end(ContainerAddress address) {
        try {
            Properties answer = program.run(Map.of("verb", "log", "container", address.container()), LOG);
            return new Tail(answer.getProperty("log", "")).lines(12);
        } catch (TargetException e) {
            return e.problem().toString();
        }
    }

    private Optional<Site> site(ContainerAddress address, Health health, String region) {
        if (!(health instanceof Health.Well well)) {
            return Optional.empty();
        }
        String software = (product.title() + " " + well.version()).strip();
        return Optional.of(EndpointTarget.open(product.target())
                .site(address.endpoint(), software, region, RetryListener.silent()));
    }

    private TargetException unwell(String key, ContainerAddress address, Object... details) {
        List<Object> arguments = new ArrayList<>(List.of(product.title(), address.endpoint()));
        arguments.addAll(List.of(details));
        return new TargetException(
                Message.of(ContainerTarget.class, key, arguments.toArray()),
                Message.of(ContainerTarget.class, key + ".cure", product.title(), address.container()));
    }

    /**
     * Removes the container and all that is in it, also one that stands still, and what it started.
     *
     * @return whether there was one
     */
    public boolean remove() {
        Map<String, String> request = new HashMap<>(product.leftovers(namespace()));
        request.put("verb", "remove");
        request.put("owner", owner);
        Properties answer = program.run(request, REMOVAL);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be deleted.", e);
        }
        return !answer.getProperty("removed", "0").equals("0");
    }
}
