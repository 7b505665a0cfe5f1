package io.devopslab.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The calls that {@code lab watch traffic} makes and counts. Texts may hold placeholders.
 *
 * @param function the function's name
 * @param alias the alias behind which releases change
 * @param payload what each call sends
 * @param balancer what {@code --fleet} asks; empty where the lab has no fleet
 */
public record TrafficSpec(String function, String alias, ObjectNode payload, Optional<Balancer> balancer) {

    /**
     * A load balancer with a fleet behind it.
     *
     * @param name the load balancer's; it may come only with the learner's work
     * @param path of the page that tells which version answers
     */
    public record Balancer(String name, String path) {}
}
