package io.devopslab.wire;

import io.devopslab.wire.auth.AccessKeyLookup;
import io.devopslab.wire.auth.AuthMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** A wire with fake services behind it, and real SDK clients for it. */
final class TestWire implements AutoCloseable {

    static final String ACCOUNT = "123456789012";
    static final AccessKeyLookup.Key KEY = new AccessKeyLookup.Key(
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            ACCOUNT,
            Optional.empty(),
            Optional.empty(),
            true);
    static final AccessKeyLookup.Key SESSION = new AccessKeyLookup.Key(
            "ASIASESSION",
            "session-secret",
            ACCOUNT,
            Optional.of("session-token"),
            Optional.of(Instant.parse("2099-01-01T00:00:00Z")),
            true);
    static final AccessKeyLookup.Key EXPIRED = new AccessKeyLookup.Key(
            "ASIAEXPIRED",
            "expired-secret",
            ACCOUNT,
            Optional.of("expired-token"),
            Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
            true);
    static final AccessKeyLookup.Key INACTIVE = new AccessKeyLookup.Key(
            "AKIAINACTIVE", "inactive-secret", ACCOUNT, Optional.empty(), Optional.empty(), false);

    /** What requests are signed with that another wire passes on. */
    static final AccessKeyLookup.Key PASSED_ON =
            new AccessKeyLookup.Key(ACCOUNT, "test", ACCOUNT, Optional.empty(), Optional.empty(), true);

    private final WireServer server;

    private TestWire(WireServer server) {
        this.server = server;
    }

    static TestWire of(SdkClient... services) {
        return start(AuthMode.VERIFIED, List.of(), services);
    }

    static TestWire start(AuthMode auth, List<Mount> mounts, SdkClient... services) {
        try {
            return new TestWire(WireServer.start(0, config(auth, mounts, services)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that passes requests for other services on. */
    static TestWire before(Elsewhere elsewhere, SdkClient... services) {
        try {
            return new TestWire(
                    WireServer.start(0, config(AuthMode.VERIFIED, List.of(), Optional.of(elsewhere), services)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireConfig config(AuthMode auth, List<Mount> mounts, SdkClient... services) {
        return config(auth, mounts, Optional.empty(), services);
    }

    private static WireConfig config(
            AuthMode auth, List<Mount> mounts, Optional<Elsewhere> elsewhere, SdkClient... services) {
        return new WireConfig(
                new Fakes(services),
                TestWire::key,
                auth,
                ACCOUNT,
                "eu-west-1",
                mounts,
                elsewhere,
                Clock.systemUTC(),
                new WireConfig.Limits(1 << 20, 64 << 20, Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static Optional<AccessKeyLookup.Key> key(String id) {
        return List.of(KEY, SESSION, EXPIRED, INACTIVE, PASSED_ON).stream()
                .filter(key -> key.id().equals(id))
                .findFirst();
    }

    URI uri() {
        return server.address();
    }

    WireServer server() {
        return server;
    }

    /** A real client of the SDK. */
    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, KEY);
    }

    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder, AccessKeyLookup.Key key) {
        return prepared(builder, key).build();
    }

    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            B builder, ExecutionInterceptor interceptor) {
        return prepared(builder, KEY)
                .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor))
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B prepared(
            B builder, AccessKeyLookup.Key key) {
        return builder.endpointOverride(uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        key.sessionToken().isPresent()
                                ? AwsSessionCredentials.create(
                                        key.id(),
                                        key.secret(),
                                        key.sessionToken().get())
                                : AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)));
    }

    @Override
    public void close() {
        server.close();
    }

    /** The services by the client interface that each implements. */
    private static final class Fakes implements ServiceDirectory {

        private final Map<Class<? extends SdkClient>, SdkClient> services = new LinkedHashMap<>();

        Fakes(SdkClient... services) {
            for (SdkClient service : services) {
                this.services.put(type(service.getClass()), service);
            }
        }

        private static Class<? extends SdkClient> type(Class<?> implementation) {
            for (Class<?> candidate : implementation.getInterfaces()) {
                if (candidate != SdkClient.class && SdkClient.class.isAssignableFrom(candidate)) {
                    return candidate.asSubclass(SdkClient.class);
                }
            }
            return type(implementation.getSuperclass());
        }

        /** The asynchronous ones answer for what their synchronous ones cannot. */
        @Override
        public Set<Class<? extends SdkClient>> types() {
            return services.keySet().stream()
                    .filter(type -> !type.getSimpleName().endsWith("AsyncClient"))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        @Override
        public Optional<SdkClient> streams(Class<? extends SdkClient> type, String account, String region) {
            return Optional.ofNullable(services.get(type));
        }

        @Override
        @SuppressWarnings("NullAway") // asked only for its own types
        public SdkClient client(Class<? extends SdkClient> type, String account, String region) {
            return services.get(type);
        }
    }
}
