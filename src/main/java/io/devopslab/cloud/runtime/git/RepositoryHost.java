package io.devopslab.cloud.runtime.git;

import java.util.Optional;

/** A service whose repositories are served to the git client. Thread-safe. */
public interface RepositoryHost {

    /** The repository of that name, opened: the caller closes it. */
    Optional<HostedRepository> host(String name);
}
