package io.devopslab.cloud.runtime.git;

import org.eclipse.jgit.lib.Repository;

/** A bare repository in use by one git client. */
public interface HostedRepository extends AutoCloseable {

    Repository git();

    /**
     * Runs a change of references so that no other change of the same repository runs meanwhile, and then takes
     * note of what it changed.
     */
    void change(GitCaller caller, Runnable referenceUpdates);

    /** Ends this use. */
    @Override
    void close();
}
