package io.devopslab.aws;

import software.amazon.awssdk.core.SdkClient;

/**
 * Where a lab meets a cloud: gives the SDK client of a service, in the session's account and region. It may hold
 * an HTTP client of the SDK or a service of the embedded cloud itself; nobody can tell.
 */
@FunctionalInterface
public interface Clients {

    /**
     * @param type the SDK's synchronous client interface
     * @throws IllegalArgumentException when the target has no such service at all
     */
    <C extends SdkClient> C get(Class<C> type);
}
