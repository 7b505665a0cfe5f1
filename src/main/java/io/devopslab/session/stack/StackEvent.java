package io.devopslab.session.stack;

/**
 * What CloudFormation says about a resource.
 *
 * @param physicalId what AWS calls it; empty where it has no name yet
 * @param reason empty where it gives none
 */
public record StackEvent(
        String stack, String logicalId, String physicalId, String type, String status, String reason) {}
