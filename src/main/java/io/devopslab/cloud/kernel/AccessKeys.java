package io.devopslab.cloud.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys that open this cloud, of users and of sessions of roles; IAM and STS make them, the wire verifies them. */
public final class AccessKeys {

    private final Time time;
    private final Ids ids;
    private final Table<AccessKey> keys;

    /**
     * A key.
     *
     * @param principalArn whom it stands for: a user's or an assumed role's ARN
     * @param principalId the user's unique identifier, or {@code roleId:sessionName}
     * @param sessionToken present for temporary keys
     * @param expires when a temporary key ends
     * @param active false while IAM has it switched off
     */
    public record AccessKey(
            String id,
            String secret,
            String account,
            String principalArn,
            String principalId,
            Optional<String> sessionToken,
            Optional<Instant> expires,
            Instant created,
            boolean active) {}

    public AccessKeys(Time time, Ids ids, Store store) {
        this.time = time;
        this.ids = ids;
        this.keys = store.table("access-keys", AccessKey.class);
    }

    /** The key of that identifier, expired ones included. */
    public Optional<AccessKey> find(String id) {
        return keys.get(id);
    }

    /** All keys of a principal. */
    public List<AccessKey> of(String principalArn) {
        return keys.values().stream()
                .filter(key -> key.principalArn().equals(principalArn))
                .toList();
    }

    /** Makes a key without an end. */
    public AccessKey create(String account, String principalArn, String principalId) {
        return put(new AccessKey(
                "AKIA" + ids.upper(16),
                ids.alphanumeric(40),
                account,
                principalArn,
                principalId,
                Optional.empty(),
                Optional.empty(),
                time.instant(),
                true));
    }

    /** Makes a key of a session that ends at {@code expires}. */
    public AccessKey createTemporary(String account, String principalArn, String principalId, Instant expires) {
        return put(new AccessKey(
                "ASIA" + ids.upper(16),
                ids.alphanumeric(40),
                account,
                principalArn,
                principalId,
                Optional.of(ids.alphanumeric(180)),
                Optional.of(expires),
                time.instant(),
                true));
    }

    /** Keeps a key as it is given, in the place of one with the same identifier. */
    public AccessKey put(AccessKey key) {
        keys.put(key.id(), key);
        return key;
    }

    public void delete(String id) {
        keys.remove(id);
    }
}
