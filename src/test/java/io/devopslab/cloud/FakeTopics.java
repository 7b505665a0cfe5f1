package io.devopslab.cloud;

import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Topics that keep what is published to them; those that are broken take nothing until they are mended. */
public final class FakeTopics implements SnsClient {

    private final List<PublishRequest> published = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    private FakeTopics(boolean broken) {
        this.broken = broken;
    }

    public static FakeTopics whole() {
        return new FakeTopics(false);
    }

    /** Such that SNS has a fault in itself, which its callers try again. */
    public static FakeTopics broken() {
        return new FakeTopics(true);
    }

    public void mend() {
        broken = false;
    }

    public List<PublishRequest> published() {
        return List.copyOf(published);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (broken) {
            throw Errors.of(InternalErrorException.builder(), "InternalError", 500, "Try again.");
        }
        published.add(request);
        return PublishResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
