package io.devopslab.aws;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * SDK clients that talk HTTP. Nothing is searched for: HTTP client, region and credentials are given, which halves
 * the time of the first call. Thread-safe; closing it closes the clients.
 */
public final class HttpClients implements Clients, AutoCloseable {

    private static final int MOST_ATTEMPTS = 6;

    private final Optional<URI> endpoint;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final ClientOverrideConfiguration configuration;
    private final SdkHttpClient http = new BrokenAnswers(UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(60))
            .build());
    private final Map<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();

    /**
     * Clients for a cloud that is near: three attempts, for a person waits.
     *
     * @param endpoint where all services answer; empty for AWS's own endpoints
     */
    public HttpClients(Optional<URI> endpoint, Region region, AwsCredentialsProvider credentials) {
        this(endpoint, region, credentials, configuration(AwsRetryStrategy.standardRetryStrategy()));
    }

    /** Clients for a cloud that many share: up to six attempts, each further one told. */
    public HttpClients(
            Optional<URI> endpoint, Region region, AwsCredentialsProvider credentials, RetryListener retries) {
        this(
                endpoint,
                region,
                credentials,
                configuration(new ToldRetries(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MOST_ATTEMPTS)
                                .build(),
                        retries)));
    }

    private HttpClients(
            Optional<URI> endpoint,
            Region region,
            AwsCredentialsProvider credentials,
            ClientOverrideConfiguration configuration) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
        this.configuration = configuration;
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        return type.cast(clients.computeIfAbsent(type, this::create));
    }

    private SdkClient create(Class<?> type) {
        AwsClientBuilder<?, ?> builder = builder(type);
        builder.region(region).credentialsProvider(credentials).overrideConfiguration(configuration);
        endpoint.ifPresent(builder::endpointOverride);
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(endpoint.isPresent());
        }
        return (SdkClient) builder.build();
    }

    private static AwsClientBuilder<?, ?> builder(Class<?> type) {
        try {
            // Asked for by its exact type: a search would load the hundreds of classes that a client mentions.
            MethodType factory = MethodType.methodType(Class.forName(type.getName() + "Builder"));
            return (AwsClientBuilder<?, ?>) MethodHandles.publicLookup()
                    .findStatic(type, "builder", factory)
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalArgumentException(type.getName() + " is not a client of the AWS SDK.", e);
        }
    }

    /** A 501 is never tried again. */
    private static ClientOverrideConfiguration configuration(RetryStrategy retries) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(retries)
                .apiCallTimeout(Duration.ofMinutes(3))
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
    }
}
