package io.devopslab.cloud.runtime.git;

import java.util.Optional;

/** Tells who a git client is. Thread-safe. */
public interface GitAuthenticator {

    GitAccess authenticate(GitLogin login);

    /** Whom a client without user name and password is taken for; empty when everybody must log in. */
    default Optional<GitCaller> anonymous() {
        return Optional.empty();
    }

    /** Takes everybody for {@code caller}, whatever they show. */
    static GitAuthenticator everybody(GitCaller caller) {
        return new GitAuthenticator() {
            @Override
            public GitAccess authenticate(GitLogin login) {
                return new GitAccess.Granted(caller);
            }

            @Override
            public Optional<GitCaller> anonymous() {
                return Optional.of(caller);
            }
        };
    }
}
