package io.devopslab.target.localstack;

import io.devopslab.aws.Clients;
import software.amazon.awssdk.core.SdkClient;

/** What a class of tests has before {@link LocalStackCloud} gives it clients. */
public final class NotOpen implements Clients {
    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        throw new IllegalStateException("LocalStack is not open yet.");
    }
}
