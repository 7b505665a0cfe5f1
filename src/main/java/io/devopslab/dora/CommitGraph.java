package io.devopslab.dora;

import java.util.Optional;

/** The commits of a repository; empty for one that is not there. */
@FunctionalInterface
public interface CommitGraph {

    /** A source whose commits nobody can ask for. */
    CommitGraph NONE = id -> Optional.empty();

    Optional<Commit> commit(String id);
}
