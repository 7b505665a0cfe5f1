package io.devopslab.cloud.service.cloudformation.resource;

import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Stacks that are made for a parent: they know it, and have its capabilities and its role. */
public interface NestedStacks {

    /** Begins to create the stack and returns its ARN; the same request again finds the same stack. */
    String create(CreateStackRequest request, String parentId);

    /** Begins to update the stack; returns false when there is nothing to update. */
    boolean update(UpdateStackRequest request, String parentId);

    void delete(DeleteStackRequest request);

    /** The stack of that ARN. */
    Stack describe(String stackId);
}
