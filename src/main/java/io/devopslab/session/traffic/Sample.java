package io.devopslab.session.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was seen at one moment.
 *
 * @param at the cloud's time
 * @param calls how many were answered since the watch began
 * @param shares of each version that answered lately or that the alias names, older versions first; of a fleet, of what its
 *     pages said
 * @param deployment the newest of CodeDeploy's that changes who answers
 * @param trouble why the last call or question was refused
 */
public record Sample(
        Instant at, long calls, List<Share> shares, Optional<Deployment> deployment, Optional<String> trouble) {

    public Sample {
        shares = List.copyOf(shares);
    }

    /** How many calls the shares are reckoned from. */
    public int counted() {
        return shares.stream().mapToInt(Share::answers).sum();
    }

    /**
     * A version's part.
     *
     * @param version of the function, or what the page said; {@code HTTP 503} where it was an error, {@code -} where nobody
     *     answered
     * @param answers how many of the newest calls it answered
     * @param errors on how many of them the function or the page failed
     * @param weight what the alias gives to it, from 0 to 1; empty when nobody names it
     */
    public record Share(String version, int answers, int errors, OptionalDouble weight) {}

    /**
     * A deployment.
     *
     * @param config the name of its configuration
     * @param creator {@code user}, {@code codeDeployRollback}, …
     * @param error the code of what ended it
     */
    public record Deployment(
            String id,
            String status,
            String config,
            String creator,
            Optional<String> error,
            Optional<String> rollback) {}
}
