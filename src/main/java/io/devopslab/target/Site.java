package io.devopslab.target;

import io.devopslab.aws.Clients;

/**
 * Where a lab runs, as far as who works there must know.
 *
 * @param target the target's short name, which is also a directory's name: {@code embedded}, {@code aws}, …
 * @param account twelve digits
 * @param region for example {@code eu-west-1}
 * @param changes tells that something has happened there
 * @param expiries remembers until when something may run there
 */
public record Site(
        String target,
        String account,
        String region,
        Clients clients,
        Clock clock,
        ChangeFeed changes,
        Expiries expiries) {

    /** A site that tells nothing by itself and does nothing by itself. */
    public Site(String target, String account, String region, Clients clients, Clock clock) {
        this(target, account, region, clients, clock, ChangeFeed.guessing(clock), Expiries.none());
    }
}
