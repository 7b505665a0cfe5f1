package io.devopslab.cloud;

import com.sun.net.httpserver.HttpHandler;
import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.EventBus;
import io.devopslab.cloud.kernel.GitCredentials;
import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.git.CredentialsAuthenticator;
import io.devopslab.cloud.runtime.git.GitAuthenticator;
import io.devopslab.cloud.runtime.git.GitHttpHandler;
import io.devopslab.cloud.service.sns.SnsService;
import io.devopslab.cloud.service.sns.SubscriptionLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * An AWS in this process. Its services are SDK clients, one set for each {@link Scope}, made when first asked
 * for. Thread-safe.
 */
public final class Cloud implements AutoCloseable {

    private final CloudConfig config;
    private final Store store;
    private final Ids ids;
    private final EventBus events;
    private final AccessKeys accessKeys;
    private final GitCredentials gitCredentials;
    private final Blobs blobs;
    private final Table<Scope> scopes;
    private final Map<Scope, Services> services = new ConcurrentHashMap<>();

    private Cloud(CloudConfig config, Store store) {
        this.config = config;
        this.store = store;
        Store kernel = store.partition("kernel");
        this.ids = new Ids(config.random());
        this.events = new EventBus(config.time(), ids, kernel.partition("events"));
        this.accessKeys = new AccessKeys(config.time(), ids, kernel);
        this.gitCredentials = new GitCredentials(ids, kernel);
        this.blobs = new Blobs(config.directory().resolve("blobs"));
        this.scopes = kernel.table("scopes", Scope.class);
    }

    /**
     * Opens a cloud, and goes on with what it was doing when its last process ended.
     *
     * @throws UncheckedIOException when the directory cannot be used
     */
    public static Cloud open(CloudConfig config) {
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("The cloud's directory " + config.directory() + " cannot be made.", e);
        }
        Store store = Store.open(config.directory().resolve("state.mv"), config.durability());
        Cloud cloud = new Cloud(config, store);
        cloud.resume();
        return cloud;
    }

    private void resume() {
        scopes.values().forEach(scope -> services(scope).own().stream()
                .filter(Resumable.class::isInstance)
                .map(Resumable.class::cast)
                .forEach(Resumable::resume));
        events.resume();
    }

    /** The service of that scope; account-wide services answer in every region. */
    public <C extends SdkClient> C client(Class<C> type, Scope scope) {
        return services(scope).client(type);
    }

    /**
     * What answers the operations of a service that give streams of events, which its synchronous interface does not have.
     *
     * @param type the service's asynchronous interface
     * @return empty if the cloud has none of them
     */
    public Optional<SdkClient> streams(Class<? extends SdkClient> type, Scope scope) {
        Services all = services(scope);
        return all.streams(type) ? Optional.of(all.client(type)) : Optional.empty();
    }

    /** The SDK client interfaces that this cloud implements. */
    public Set<Class<? extends SdkClient>> serviceTypes() {
        return services(new Scope(config.account(), config.region())).types();
    }

    /**
     * Serves the repositories of all scopes to the git client; to be mounted at {@code /git/}.
     *
     * @param authenticator who is let in: {@link #gitAuthenticator} or {@link GitAuthenticator#everybody}
     */
    public HttpHandler git(GitAuthenticator authenticator) {
        return new GitHttpHandler(
                new HostedRepositories(scopes::contains, scope -> client(CodeCommitClient.class, scope)),
                authenticator);
    }

    /**
     * Lets in who has a Git credential of IAM or signs as {@code aws codecommit credential-helper} does.
     *
     * @param wall the clock by which the clients date their signatures: the machine's
     */
    public GitAuthenticator gitAuthenticator(InstantSource wall) {
        return new CredentialsAuthenticator(gitCredentials, accessKeys, config.time(), wall);
    }

    /** Answers the links in the messages of SNS; to be mounted at {@code /sns/}. */
    public HttpHandler notificationLinks() {
        return new SubscriptionLinks(scope -> scopes.contains(scope.toString())
                ? Optional.of((SnsService) client(SnsClient.class, scope))
                : Optional.empty());
    }

    private Services services(Scope scope) {
        return services.computeIfAbsent(scope, this::assemble);
    }

    private Services assemble(Scope scope) {
        scopes.putIfAbsent(scope.toString(), scope);
        return new Services(this::context, config.containers(), scope, this::services);
    }

    private ServiceContext context(Scope scope, String service) {
        String place = scope + "/" + service;
        return new ServiceContext(
                scope,
                config.time(),
                store.partition(place),
                events,
                ids,
                blobs,
                accessKeys,
                gitCredentials,
                config.directory().resolve("files").resolve(place),
                config.endpoint(),
                config.tools(),
                config.builds(),
                config.hosts());
    }

    public CloudConfig config() {
        return config;
    }

    public Time time() {
        return config.time();
    }

    public EventBus events() {
        return events;
    }

    public AccessKeys accessKeys() {
        return accessKeys;
    }

    public GitCredentials gitCredentials() {
        return gitCredentials;
    }

    /** Ends it as a kill would, but for what runs: that is waited for. What was not done yet is left to the next process. */
    @Override
    public void close() {
        store.freeze();
        services.values().forEach(Services::close);
        config.time().close();
        store.close();
    }
}
