package io.devopslab.cloud.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The user names and passwords that open git over HTTP: IAM's service-specific credentials for CodeCommit. IAM
 * writes them, git checks them; only a salted hash of a password is kept. Thread-safe.
 */
public final class GitCredentials {

    private static final String ALGORITHM = "HmacSHA256";

    private final Ids ids;
    private final Table<GitCredential> credentials;

    /**
     * A user name and what is known of its password.
     *
     * @param userName the name that git is given, for example {@code jane-at-123456789012}
     * @param salt hexadecimal
     * @param hash HMAC-SHA-256 of the password with the salt for its key, hexadecimal
     * @param principalArn the IAM user whom it stands for
     * @param active false while IAM has it switched off
     */
    public record GitCredential(
            String userName, String salt, String hash, String account, String principalArn, boolean active) {}

    public GitCredentials(Ids ids, Store store) {
        this.ids = ids;
        this.credentials = store.table("git-credentials", GitCredential.class);
    }

    /** Keeps a credential, active, in the place of one with the same user name. */
    public void put(String userName, String password, String account, String principalArn) {
        String salt = ids.hex(32);
        credentials.put(userName, new GitCredential(userName, salt, hash(password, salt), account, principalArn, true));
    }

    /** Gives an existing user name another password. */
    public void changePassword(String userName, String password) {
        String salt = ids.hex(32);
        String hash = hash(password, salt);
        credentials.update(
                userName,
                old -> new GitCredential(userName, salt, hash, old.account(), old.principalArn(), old.active()));
    }

    /** Switches a user name on or off. */
    public void activate(String userName, boolean active) {
        credentials.update(
                userName,
                old -> new GitCredential(userName, old.salt(), old.hash(), old.account(), old.principalArn(), active));
    }

    /** Lets a user name stand for another principal: its user has a new name. */
    public void transfer(String userName, String principalArn) {
        credentials.update(
                userName,
                old -> new GitCredential(userName, old.salt(), old.hash(), old.account(), principalArn, old.active()));
    }

    public void delete(String userName) {
        credentials.remove(userName);
    }

    /** The active credential that this password belongs to. */
    public Optional<GitCredential> verify(String userName, String password) {
        return credentials
                .get(userName)
                .filter(GitCredential::active)
                .filter(known -> MessageDigest.isEqual(
                        HexFormat.of().parseHex(known.hash()), HexFormat.of().parseHex(hash(password, known.salt()))));
    }

    /** IAM makes the passwords, of more than a hundred random bits: nothing is gained by making the hash slow. */
    private static String hash(String password, String salt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(salt), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
