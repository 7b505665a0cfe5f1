package io.devopslab.target.aws;

import io.devopslab.target.Site;
import java.util.Optional;

/**
 * An account of AWS that answers, and who one is there.
 *
 * @param site where labs run in it
 * @param alias the name that the account has been given, as its sign-in page has it; empty where it has none, or the caller may
 *     not know
 * @param caller the ARN of the user or role whose credentials are used
 */
public record AwsAccount(Site site, Optional<String> alias, String caller) {

    /** Twelve digits. */
    public String id() {
        return site.account();
    }

    /** What a person types who means this account: its alias, or its number where it has none. */
    public String name() {
        return alias.orElse(id());
    }
}
