package io.devopslab.cloud;

import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.runtime.git.HostedRepository;
import io.devopslab.cloud.runtime.git.Repositories;
import io.devopslab.cloud.runtime.git.RepositoryHost;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkClient;

/** The repositories of all scopes that are in use: a request for an unknown one does not make it. */
final class HostedRepositories implements Repositories {

    private final Predicate<String> inUse;
    private final Function<Scope, SdkClient> services;

    /**
     * @param inUse whether a scope of that text form is in use
     * @param services the service of a scope that hosts repositories
     */
    HostedRepositories(Predicate<String> inUse, Function<Scope, SdkClient> services) {
        this.inUse = inUse;
        this.services = services;
    }

    @Override
    public Optional<HostedRepository> open(String account, String region, String name) {
        if (Scope.GLOBAL.equals(region) || !inUse.test(account + "/" + region)) {
            return Optional.empty();
        }
        SdkClient service = services.apply(new Scope(account, region));
        return service instanceof RepositoryHost host ? host.host(name) : Optional.empty();
    }
}
