package io.devopslab.target.endpoint;

import io.devopslab.aws.HttpClients;
import io.devopslab.aws.RetryListener;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Clock;
import io.devopslab.target.Expiries;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.target.WallClock;
import io.devopslab.text.Message;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Opens a cloud by its URL. */
public final class EndpointTarget {

    /** The name of the target, on the command line and in directories. */
    public static final String NAME = "endpoint";

    /** What emulators take for a key when nobody has one. */
    private static final AwsCredentials ANYBODY = AwsBasicCredentials.create("test", "test");

    private final String name;
    private final AwsCredentials credentials;

    private EndpointTarget(String name, AwsCredentials credentials) {
        this.name = name;
        this.credentials = credentials;
    }

    /**
     * A target whose key is that of the environment.
     *
     * @param environment {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}; without them
     *     {@code test} is both, which emulators take
     */
    public static EndpointTarget of(Map<String, String> environment) {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
        if (id.isEmpty() || secret.isEmpty()) {
            return new EndpointTarget(NAME, ANYBODY);
        }
        return new EndpointTarget(
                NAME,
                token.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
    }

    /** A target that takes any key, under a name of its own. */
    public static EndpointTarget open(String name) {
        return new EndpointTarget(name, ANYBODY);
    }

    /**
     * The emulator at that URL.
     *
     * @throws TargetException when it does not answer who the caller is
     */
    public Site site(URI endpoint, String software, String region, RetryListener retries) {
        HttpClients clients = new HttpClients(
                Optional.of(endpoint), Region.of(region), StaticCredentialsProvider.create(credentials), retries);
        Clock clock = new WallClock();
        return new Site(
                name,
                account(clients, endpoint),
                region,
                clients,
                clock,
                ChangeFeed.guessing(clock),
                Expiries.none(),
                Optional.of(new Outside(endpoint, software)));
    }

    private static String account(HttpClients clients, URI endpoint) {
        try {
            return clients.get(StsClient.class).getCallerIdentity().account();
        } catch (AwsServiceException e) {
            throw new TargetException(
                    Message.of(EndpointTarget.class, "refused", endpoint, String.valueOf(e.getMessage())),
                    Message.of(EndpointTarget.class, "refused.cure"),
                    e);
        } catch (SdkException e) {
            throw new TargetException(
                    Message.of(EndpointTarget.class, "silent", endpoint, String.valueOf(e.getMessage())),
                    Message.of(EndpointTarget.class, "silent.cure"),
                    e);
        }
    }
}
