package io.devopslab.cloud;

import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.container.DockerHost;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a cloud is to be opened.
 *
 * @param directory where the state and the files of the cloud live; made when needed
 * @param durability when the state is kept for the next process
 * @param account the account of the credentials that the cloud makes for its owner
 * @param region the region of those who name none
 * @param time the cloud's clock, which the cloud closes
 * @param random where identifiers come from: a seeded source gives the same history again
 * @param endpoint the URL at which the cloud will answer, without a trailing slash
 * @param tools a directory of commands that builds find before this machine's own, as soon as it is there
 * @param builds where the commands of builds run
 * @param containers what runs the containers of tasks
 * @param hosts when instances start again that ran when the cloud was closed
 */
public record CloudConfig(
        Path directory,
        Durability durability,
        String account,
        String region,
        Time time,
        RandomGenerator random,
        URI endpoint,
        Optional<Path> tools,
        BuildPlace builds,
        ContainerHost.Opener containers,
        HostStart hosts) {

    /** A cloud that has a container engine where its builds have one, and whose hosts start with it. */
    public CloudConfig(
            Path directory,
            Durability durability,
            String account,
            String region,
            Time time,
            RandomGenerator random,
            URI endpoint,
            Optional<Path> tools,
            BuildPlace builds) {
        this(
                directory,
                durability,
                account,
                region,
                time,
                random,
                endpoint,
                tools,
                builds,
                builds instanceof BuildPlace.InDocker docker ? engine(docker.environment()) : ContainerHost.Opener.NONE,
                HostStart.AT_ONCE);
    }

    /** The same, with another engine. */
    public CloudConfig with(ContainerHost.Opener engine) {
        return new CloudConfig(
                directory, durability, account, region, time, random, endpoint, tools, builds, engine, hosts);
    }

    /** The same, with hosts that start then. */
    public CloudConfig with(HostStart start) {
        return new CloudConfig(
                directory, durability, account, region, time, random, endpoint, tools, builds, containers, start);
    }

    /** The engine that docker's client calls in that environment. */
    public static ContainerHost.Opener engine(Map<String, String> environment) {
        return (clock, owner) -> new DockerHost(clock, environment, owner);
    }

    /** A cloud whose builds are processes of this machine and find its commands, and whose state is kept at once or never. */
    public CloudConfig(
            Path directory,
            boolean durable,
            String account,
            String region,
            Time time,
            RandomGenerator random,
            URI endpoint) {
        this(
                directory,
                durable ? Durability.EVERY_CHANGE : Durability.NONE,
                account,
                region,
                time,
                random,
                endpoint,
                Optional.empty(),
                BuildPlace.MACHINE);
    }
}
