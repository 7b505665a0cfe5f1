package io.devopslab.cloud;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.LiveTime;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerHost;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.core.SdkClient;

/** A cloud for tests: simulated time that begins at {@link #START}, seeded identifiers, one account and region. */
public final class TestCloud implements Clients, AutoCloseable {

    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    public static final Scope SCOPE = new Scope("123456789012", "eu-west-1");

    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4560");

    private final Cloud cloud;

    private TestCloud(Cloud cloud) {
        this.cloud = cloud;
    }

    /** A cloud whose files live in {@code directory} and whose state ends with it. */
    public static TestCloud open(Path directory) {
        return new TestCloud(Cloud.open(config(directory, false)));
    }

    /** A cloud that is served at {@code endpoint}. */
    public static TestCloud open(Path directory, URI endpoint) {
        return open(directory, endpoint, BuildPlace.MACHINE);
    }

    /** A cloud that is served at {@code endpoint}, and runs the commands of builds there. */
    public static TestCloud open(Path directory, URI endpoint, BuildPlace builds) {
        return new TestCloud(Cloud.open(config(directory, false, endpoint, builds)));
    }

    /** A cloud that is served at {@code endpoint}, and whose tasks run there. */
    public static TestCloud open(Path directory, URI endpoint, ContainerHost.Opener containers) {
        return new TestCloud(Cloud.open(config(directory, Durability.NONE, endpoint, BuildPlace.MACHINE, containers)));
    }

    /** A cloud whose tasks run there. */
    public static TestCloud open(Path directory, ContainerHost.Opener containers) {
        return open(directory, ENDPOINT, containers);
    }

    /** A cloud that a later one of the same directory goes on with. */
    public static TestCloud openDurable(Path directory) {
        return new TestCloud(Cloud.open(config(directory, true)));
    }

    /**
     * A cloud whose clock goes on by itself, for what must be seen in real time.
     *
     * @param speed how many of the cloud's seconds pass in one of ours
     */
    public static TestCloud live(Path directory, boolean durable, double speed, URI endpoint) {
        return new TestCloud(Cloud.open(new CloudConfig(
                directory,
                durable,
                SCOPE.account(),
                SCOPE.region(),
                new LiveTime(InstantSource.system(), START, speed),
                new Random(42),
                endpoint)));
    }

    /** The same, at an endpoint where nobody answers. */
    public static TestCloud live(Path directory, boolean durable, double speed) {
        return live(directory, durable, speed, ENDPOINT);
    }

    private static CloudConfig config(Path directory, boolean durable) {
        return config(directory, durable, ENDPOINT, BuildPlace.MACHINE);
    }

    private static CloudConfig config(Path directory, boolean durable, URI endpoint, BuildPlace builds) {
        return config(
                directory,
                durable ? Durability.EVERY_CHANGE : Durability.NONE,
                endpoint,
                builds,
                ContainerHost.Opener.NONE);
    }

    private static CloudConfig config(
            Path directory, Durability durability, URI endpoint, BuildPlace builds, ContainerHost.Opener containers) {
        return new CloudConfig(
                        directory,
                        durability,
                        SCOPE.account(),
                        SCOPE.region(),
                        new SimulatedTime(START),
                        new Random(42),
                        endpoint,
                        Optional.empty(),
                        builds)
                .with(containers);
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        return cloud.client(type, SCOPE);
    }

    public Cloud cloud() {
        return cloud;
    }

    public Time time() {
        return cloud.time();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
