package io.devopslab.aws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkClient;

/** Clients that a test has written: a few operations each, the rest of the interface's defaults. */
public final class FakeClients implements Clients {

    private final Map<Class<?>, SdkClient> clients = new HashMap<>();

    public <C extends SdkClient> FakeClients with(Class<C> type, C client) {
        clients.put(type, client);
        return this;
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        SdkClient client = clients.get(type);
        if (client == null) {
            throw new IllegalArgumentException("There is no " + type.getSimpleName() + " here.");
        }
        return type.cast(client);
    }
}
