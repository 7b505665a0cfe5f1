package io.devopslab.cloud.runtime.git;

import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.GitCredentials;
import io.devopslab.cloud.kernel.Time;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Knows a user by an IAM service-specific credential, or by the signature that {@code aws codecommit
 * credential-helper} makes with an access key.
 */
public final class CredentialsAuthenticator implements GitAuthenticator {

    private final GitCredentials credentials;
    private final AccessKeys keys;
    private final Time time;
    private final InstantSource wall;

    /**
     * @param time the cloud's clock, by which the keys of sessions expire
     * @param wall the clock of the machine, by which clients date their signatures
     */
    public CredentialsAuthenticator(GitCredentials credentials, AccessKeys keys, Time time, InstantSource wall) {
        this.credentials = credentials;
        this.keys = keys;
        this.time = time;
        this.wall = wall;
    }

    @Override
    public GitAccess authenticate(GitLogin login) {
        int cut = login.user().indexOf('%');
        String keyId = cut < 0 ? login.user() : login.user().substring(0, cut);
        Optional<String> token =
                cut < 0 ? Optional.empty() : Optional.of(login.user().substring(cut + 1));
        return keys.find(keyId).map(key -> bySignature(login, key, token)).orElseGet(() -> byPassword(login));
    }

    private GitAccess byPassword(GitLogin login) {
        return credentials
                .verify(login.user(), login.password())
                .<GitAccess>map(known -> new GitAccess.Granted(new GitCaller(known.account(), known.principalArn())))
                .orElseGet(GitAccess.Unknown::new);
    }

    private GitAccess bySignature(GitLogin login, AccessKey key, Optional<String> token) {
        if (!key.active() || !key.sessionToken().equals(token)) {
            return new GitAccess.Forbidden("The security token included in the request is invalid.");
        }
        if (key.expires().filter(end -> !time.instant().isBefore(end)).isPresent()) {
            return new GitAccess.Forbidden("The security token included in the request is expired.");
        }
        if (!new CredentialHelperSignature(key.secret()).isValid(login, wall.instant())) {
            return new GitAccess.Forbidden(
                    "The signature is expired or does not match; the credential helper makes a new one.");
        }
        return new GitAccess.Granted(new GitCaller(key.account(), key.principalArn()));
    }
}
