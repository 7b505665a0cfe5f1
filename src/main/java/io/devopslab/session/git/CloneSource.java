package io.devopslab.session.git;

import java.util.Optional;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Where a clone comes from. */
public record CloneSource(String url, String branch, Optional<GitCredentials.Login> login) {

    Optional<CredentialsProvider> provider() {
        return login.map(known -> new UsernamePasswordCredentialsProvider(known.user(), known.password()));
    }
}
