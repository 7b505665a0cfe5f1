package io.devopslab.target;

import io.devopslab.aws.Clients;
import java.util.Optional;

/**
 * Where a lab runs, as far as who works there must know.
 *
 * @param target the target's short name, which is also a directory's name: {@code embedded}, {@code aws}, …
 * @param account twelve digits
 * @param region for example {@code eu-west-1}
 * @param changes tells that something has happened there
 * @param expiries remembers until when something may run there
 * @param outside what is known of it where it is not of this program; empty for the embedded cloud
 */
public record Site(
        String target,
        String account,
        String region,
        Clients clients,
        Clock clock,
        ChangeFeed changes,
        Expiries expiries,
        Optional<Outside> outside) {

    /** A site of this program's own. */
    public Site(
            String target,
            String account,
            String region,
            Clients clients,
            Clock clock,
            ChangeFeed changes,
            Expiries expiries) {
        this(target, account, region, clients, clock, changes, expiries, Optional.empty());
    }

    /** A site that tells nothing by itself and does nothing by itself. */
    public Site(String target, String account, String region, Clients clients, Clock clock) {
        this(target, account, region, clients, clock, ChangeFeed.guessing(clock), Expiries.none());
    }
}
