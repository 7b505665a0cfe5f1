package io.devopslab.cloud.runtime.git;

import java.util.Optional;

/** Where git finds the repositories that it serves. Thread-safe. */
@FunctionalInterface
public interface Repositories {

    /** The repository of that name, opened: the caller closes it. */
    Optional<HostedRepository> open(String account, String region, String name);
}
