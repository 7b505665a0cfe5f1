package io.devopslab.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The calls that {@code lab watch traffic} makes and counts. Texts may hold placeholders.
 *
 * @param function the function's name
 * @param alias the alias behind which releases change
 * @param payload what each call sends
 */
public record TrafficSpec(String function, String alias, ObjectNode payload) {}
