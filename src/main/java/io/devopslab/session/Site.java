package io.devopslab.session;

import io.devopslab.aws.Clients;

/**
 * Where a lab runs, as far as a session must know.
 *
 * @param target the target's short name, which is also a directory's name: {@code embedded}, {@code aws}, …
 * @param account twelve digits
 * @param region for example {@code eu-west-1}
 */
public record Site(String target, String account, String region, Clients clients, Clock clock) {}
