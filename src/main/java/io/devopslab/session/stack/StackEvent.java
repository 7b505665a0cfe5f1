package io.devopslab.session.stack;

/**
 * What CloudFormation says about a resource.
 *
 * @param reason empty where it gives none
 */
public record StackEvent(String stack, String logicalId, String type, String status, String reason) {}
