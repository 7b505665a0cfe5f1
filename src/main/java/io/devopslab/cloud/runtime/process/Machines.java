package io.devopslab.cloud.runtime.process;

import java.util.Optional;

/** The computers of a scope. */
public interface Machines {

    /** The one of that identifier; empty when there is none, or none any more. */
    Optional<Machine> find(String id);
}
