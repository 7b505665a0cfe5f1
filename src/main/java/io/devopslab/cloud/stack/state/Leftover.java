package io.devopslab.cloud.stack.state;

/**
 * A resource that has to go: of a stack that is deleted, or left behind by an update.
 *
 * @param key its place in the table
 * @param state what stands
 * @param endsRow whether the stack has no such resource any more when it is gone
 * @param retained whether it is let go without being deleted
 * @param token what the handler gets at each attempt
 */
public record Leftover(
        String key,
        String stackId,
        String logicalId,
        ResourceRow.State state,
        boolean endsRow,
        boolean retained,
        String token) {}
