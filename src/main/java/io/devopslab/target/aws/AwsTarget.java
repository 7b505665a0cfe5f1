package io.devopslab.target.aws;

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
import io.devopslab.text.UsageException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Opens an account of AWS: finds credentials and region, and asks who that is. Nothing is made. */
public final class AwsTarget {

    /** The name of the target, on the command line and in directories. */
    public static final String NAME = "aws";

    /** Becomes a part of a host's name. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private final Map<String, String> environment;
    private final RetryListener retries;
    private final AwsFiles files;
    private final CredentialChain chain;

    /**
     * @param environment of the command
     * @param retries is told of calls that are tried again
     */
    public AwsTarget(Map<String, String> environment, RetryListener retries) {
        this.environment = Map.copyOf(environment);
        this.retries = retries;
        this.files = new AwsFiles(environment);
        this.chain = new CredentialChain(environment, files);
    }

    /**
     * The account, asked who it is (STS GetCallerIdentity) and how it is called (IAM ListAccountAliases).
     *
     * @throws UsageException when there is no such profile, no region, or none that could be one
     * @throws TargetException when there are no credentials, or AWS does not take them or does not answer
     */
    public AwsAccount open(AwsOptions options) {
        options.profile().ifPresent(files::required);
        String region = region(options);
        AwsCredentialsProvider credentials = chain.provider(options.profile());
        HttpClients clients = new HttpClients(options.endpoint(), Region.of(region), credentials, retries);
        GetCallerIdentityResponse identity = identity(clients, options.endpoint(), region);
        Clock clock = new WallClock();
        Site site = new Site(
                NAME,
                identity.account(),
                region,
                clients,
                clock,
                ChangeFeed.guessing(clock),
                Expiries.none(),
                Optional.of(new Outside(options.endpoint(), options.profile(), "AWS")));
        return new AwsAccount(site, alias(clients), identity.arn());
    }

    /** As the {@code aws} command finds it: what was said, the variables, the profile. */
    private String region(AwsOptions options) {
        String profile = options.profile().orElseGet(chain::usualProfile);
        String region = options.region()
                .or(() -> Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                        .map(name -> environment.getOrDefault(name, "").strip())
                        .filter(value -> !value.isEmpty())
                        .findFirst())
                .or(() -> files.property(profile, "region"))
                .orElseThrow(() -> new UsageException(
                        Message.of(AwsTarget.class, "no-region", profile),
                        Message.of(AwsTarget.class, "no-region.cure")));
        if (!REGION.matcher(region).matches()) {
            throw new UsageException(Message.of(AwsTarget.class, "bad-region", region));
        }
        return region;
    }

    private static GetCallerIdentityResponse identity(HttpClients clients, Optional<URI> endpoint, String region) {
        try {
            return clients.get(StsClient.class).getCallerIdentity();
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(e.awsErrorDetails().errorCode());
            String key = EXPIRED.contains(code) ? "expired" : "refused";
            throw new TargetException(
                    Message.of(AwsTarget.class, key, String.valueOf(e.getMessage()), region),
                    Message.of(AwsTarget.class, key + ".cure", region),
                    e);
        } catch (SdkException e) {
            throw new TargetException(
                    Message.of(
                            AwsTarget.class,
                            "silent",
                            endpoint.map(URI::toString).orElse(region),
                            String.valueOf(e.getMessage())),
                    Message.of(AwsTarget.class, endpoint.isPresent() ? "silent.endpoint.cure" : "silent.cure", region),
                    e);
        }
    }

    /** Who may not list aliases types the account's number. */
    private static Optional<String> alias(HttpClients clients) {
        try {
            return clients.get(IamClient.class).listAccountAliases().accountAliases().stream()
                    .findFirst();
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
