package io.devopslab.cloud.service.codedeploy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.function.CodeArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;

/**
 * A cloud that can be ended as {@code kill -9} ends it: the next one finds what was on the disk at that moment, and
 * nothing of what the last one did while it was closed. Its clock is simulated and goes on where the last one's stood.
 */
final class MortalCloud implements Clients, AutoCloseable {

    private final Path directory;
    private final Path corpse;
    private final Random random;
    private final ContainerHost.Opener containers;
    private Cloud cloud;

    MortalCloud(Path directory, long seed) {
        this(directory, seed, ContainerHost.Opener.NONE);
    }

    /**
     * @param containers what runs the containers of tasks
     */
    MortalCloud(Path directory, long seed, ContainerHost.Opener containers) {
        this.containers = containers;
        this.directory = directory.resolve("cloud");
        this.corpse = directory.resolve("corpse");
        this.random = new Random(seed);
        this.cloud = open(TestCloud.START);
    }

    private Cloud open(Instant now) {
        return Cloud.open(new CloudConfig(
                        directory,
                        Durability.EVERY_CHANGE,
                        TestCloud.SCOPE.account(),
                        TestCloud.SCOPE.region(),
                        new SimulatedTime(now),
                        new Random(random.nextLong()),
                        URI.create("http://127.0.0.1:4560"),
                        Optional.empty(),
                        BuildPlace.MACHINE)
                .with(containers));
    }

    /** Ends it amid whatever it does, and opens the next one when that much time has passed. */
    void kill(Duration downtime) {
        Instant now = now();
        copy();
        cloud.close();
        CodeArchive.delete(directory);
        try {
            Files.move(corpse, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cloud = open(now.plus(downtime));
    }

    private void copy() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        corpse.resolve(directory.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant now() {
        return cloud.time().instant();
    }

    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        return cloud.client(type, TestCloud.SCOPE);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
