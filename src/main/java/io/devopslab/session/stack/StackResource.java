package io.devopslab.session.stack;

/**
 * A resource that a stack has made.
 *
 * @param physicalId what AWS calls it
 */
public record StackResource(String type, String physicalId) {}
