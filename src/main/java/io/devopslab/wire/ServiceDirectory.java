package io.devopslab.wire;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkClient;

/** Where the wire finds the services that it makes reachable. Must be thread-safe. */
public interface ServiceDirectory {

    /** The SDK client interfaces that can be called. */
    Set<Class<? extends SdkClient>> types();

    /**
     * The service of an account and a region.
     *
     * @param type one of {@link #types()}
     */
    SdkClient client(Class<? extends SdkClient> type, String account, String region);

    /**
     * What answers those operations of a service that give streams of events, in an account and a region. Only the SDK's
     * asynchronous interfaces have them.
     *
     * @param type the asynchronous interface of one of {@link #types()}
     * @return empty if the service has none
     */
    Optional<SdkClient> streams(Class<? extends SdkClient> type, String account, String region);
}
