package io.devopslab.cloud.service.cloudformation.resource;

import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Stacks that are made for a parent: they know it, and have its capabilities and its role. */
public interface NestedStacks {

    /** Begins to create the stack and returns its ARN; the same request again finds the same stack. */
    String create(CreateStackRequest request, String parentId);

    /** Begins to update the stack; returns false when there is nothing to update. */
    boolean update(UpdateStackRequest request, String parentId);

    /** What tells one definition of the stack from another: that which it has, or is about to have. */
    String definition(String stackId);

    /**
     * Begins to make the stack again what it was before its last update, whatever its template's place holds now.
     *
     * @param definition what it was then
     * @return false when it was something else
     */
    boolean takeBack(String stackId, String definition, String token);

    void delete(DeleteStackRequest request);

    /** The event that tells why the last operation on the stack failed; empty when none does. */
    Optional<StackEvent> failure(String stackId);

    /** The stack of that ARN. */
    Stack describe(String stackId);
}
