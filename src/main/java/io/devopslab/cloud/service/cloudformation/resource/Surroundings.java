package io.devopslab.cloud.service.cloudformation.resource;

import io.devopslab.cloud.stack.ResourceRequest;

/** What a handler of this package may ask about the resource of a request. */
public interface Surroundings {

    /** Whether the stack has given up on the resource. */
    boolean cancelled(ResourceRequest request);

    /** The resource's type as the template has it, for example {@code Custom::Certificate}. */
    String type(ResourceRequest request);
}
