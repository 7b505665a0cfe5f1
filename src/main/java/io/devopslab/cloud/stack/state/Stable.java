package io.devopslab.cloud.stack.state;

import java.util.Optional;

/**
 * What a resource was in the last stable state of a stack whose update failed and was not rolled back.
 *
 * @param state empty for a resource that the stack did not have then
 */
public record Stable(String stackId, String logicalId, Optional<ResourceRow.State> state) {}
