package io.devopslab.target.embedded;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import io.devopslab.wire.WireServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import software.amazon.awssdk.core.SdkClient;

/**
 * An embedded cloud inside this process, on simulated time: for those who prove labs. It also answers on a free port
 * of the loopback address, for git and for what functions and builds ask. All its files are under one directory, laid
 * out like a {@code $LAB_HOME}: copied while the cloud is closed, they are another cloud in the same state.
 */
public final class SimulatedCloud implements AutoCloseable {

    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "eu-west-1";

    private final WireServer server;
    private final Cloud cloud;

    private SimulatedCloud(WireServer server, Cloud cloud) {
        this.server = server;
        this.cloud = cloud;
    }

    /**
     * Opens the cloud of a directory, or makes one.
     *
     * @param start what the clock shows first; for a cloud that goes on, what it showed last
     * @param seed where identifiers come from; two clouds that go on from one state need different ones
     * @param tools the commands of {@link JavaTools}, if builds are to use them
     * @throws IOException when no port can be had
     */
    public static SimulatedCloud open(Path home, Instant start, long seed, Optional<Path> tools) throws IOException {
        WireServer server = WireServer.bind(0);
        try {
            DaemonFiles files = new DaemonFiles(home);
            Cloud cloud = Cloud.open(new CloudConfig(
                            files.state(),
                            Durability.AT_CLOSE,
                            ACCOUNT,
                            REGION,
                            new SimulatedTime(start),
                            new SplittableRandom(seed),
                            server.address(),
                            tools,
                            BuildPlace.MACHINE)
                    .with(HostStart.WHEN_NEEDED));
            OwnerCredentials.install(cloud, files);
            InstantSource wall = InstantSource.system();
            server.serve(new Serving(cloud, address(server, wall), new Activity(wall), files.directory())
                    .config(wall, List.of()));
            return new SimulatedCloud(server, cloud);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static DaemonAddress address(WireServer server, InstantSource wall) {
        return new DaemonAddress(
                UUID.randomUUID().toString(),
                ProcessHandle.current().pid(),
                server.address(),
                ACCOUNT,
                REGION,
                1,
                true,
                Builds.PROCESS,
                Fallback.NONE,
                wall.instant(),
                Optional.empty());
    }

    /** Where it answers. */
    public URI endpoint() {
        return server.address();
    }

    /** The cloud as labs see it; calls do not go over HTTP. */
    public Site site() {
        return new Site(EmbeddedTarget.NAME, ACCOUNT, REGION, new Direct(), new SimulatedClock());
    }

    /** Ends what runs in it; what it had acknowledged is kept. */
    @Override
    public void close() {
        server.close();
        cloud.close();
    }

    private final class Direct implements Clients {
        @Override
        public <C extends SdkClient> C get(Class<C> type) {
            return cloud.client(type, new Scope(ACCOUNT, REGION));
        }
    }

    private final class SimulatedClock implements Clock {
        @Override
        public Instant now() {
            return cloud.time().instant();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            cloud.time().pause(duration);
        }

        /** All that falls due is done before a pause ends: there is nothing to turn. */
        @Override
        public void advance(Duration duration) throws InterruptedException {
            pause(duration);
        }
    }
}
