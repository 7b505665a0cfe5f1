package io.devopslab.target.embedded;

import io.devopslab.aws.Clients;
import io.devopslab.aws.HttpClients;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A cloud for tests, met as an attendee meets it: real SDK clients sign their requests and send them over HTTP to the
 * wire, which serves the cloud as the daemon does. Its time is simulated, as that of a {@link TestCloud}.
 */
public final class WireCloud implements Clients, AutoCloseable {

    private final WireServer server;
    private final TestCloud cloud;
    private final HttpClients clients;
    private final Map<String, AccessKey> users = new ConcurrentHashMap<>();

    private WireCloud(WireServer server, TestCloud cloud) {
        this.server = server;
        this.cloud = cloud;
        this.clients = new HttpClients(
                Optional.of(server.address()),
                Region.of(TestCloud.SCOPE.region()),
                StaticCredentialsProvider.create(credentials("root", TestCloud.SCOPE.account())));
    }

    /** A served cloud whose files live in {@code directory}. Its clients have the key of the account's root. */
    public static WireCloud open(Path directory) {
        return open(directory, BuildPlace.MACHINE);
    }

    /** A served cloud which runs the commands of builds there. */
    public static WireCloud open(Path directory, BuildPlace builds) {
        return open(directory, endpoint -> TestCloud.open(directory, endpoint, builds));
    }

    /** A served cloud whose tasks run there. */
    public static WireCloud open(Path directory, ContainerHost.Opener containers) {
        return open(directory, endpoint -> TestCloud.open(directory, endpoint, containers));
    }

    private static WireCloud open(Path directory, Function<URI, TestCloud> opener) {
        try {
            WireServer server = WireServer.bind(0);
            TestCloud cloud = opener.apply(server.address());
            InstantSource wall = InstantSource.system();
            server.serve(new Serving(cloud.cloud(), address(server.address()), new Activity(wall), directory)
                    .config(wall, List.of()));
            return new WireCloud(server, cloud);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DaemonAddress address(URI endpoint) {
        return new DaemonAddress(
                "test",
                1,
                endpoint,
                TestCloud.SCOPE.account(),
                TestCloud.SCOPE.region(),
                1,
                true,
                Builds.PROCESS,
                Fallback.NONE,
                Instant.EPOCH,
                Optional.empty());
    }

    private AwsBasicCredentials credentials(String principal, String principalId) {
        AccessKey key = users.computeIfAbsent(principal, name -> cloud().accessKeys()
                .create(
                        TestCloud.SCOPE.account(),
                        "arn:aws:iam::" + TestCloud.SCOPE.account() + ":" + name,
                        principalId));
        return AwsBasicCredentials.create(key.id(), key.secret());
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        return clients.get(type);
    }

    /**
     * An asynchronous client, for operations that only such have. It puts no names before the address, which some of these
     * operations have before that of AWS.
     *
     * @param http is not closed with the client; that takes seconds
     */
    public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient> C asynchronous(
            B builder, SdkAsyncHttpClient http) {
        return builder.endpointOverride(server.address())
                .region(Region.of(TestCloud.SCOPE.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials("root", TestCloud.SCOPE.account())))
                .overrideConfiguration(
                        c -> c.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .httpClient(http)
                .build();
    }

    /** Makes a request come from an IAM user of that name. */
    public AwsRequestOverrideConfiguration as(String user) {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(credentials("user/" + user, "AIDA" + user)))
                .build();
    }

    /** The cloud behind the wire. */
    public Cloud cloud() {
        return cloud.cloud();
    }

    public Time time() {
        return cloud.time();
    }

    /** Where the wire answers. */
    public URI endpoint() {
        return server.address();
    }

    @Override
    public void close() {
        clients.close();
        server.close();
        cloud.close();
    }
}
