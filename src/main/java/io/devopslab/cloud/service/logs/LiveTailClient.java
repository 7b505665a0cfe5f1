package io.devopslab.cloud.service.logs;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;

/**
 * What only the asynchronous interface of CloudWatch Logs has: StartLiveTail, which answers with a stream of events. All
 * other operations are {@link CloudWatchLogsService}'s. Thread-safe.
 */
final class LiveTailClient implements CloudWatchLogsAsyncClient {

    private final LiveTails tails;

    LiveTailClient(LiveTails tails) {
        this.tails = tails;
    }

    @Override
    public CompletableFuture<Void> startLiveTail(StartLiveTailRequest request, StartLiveTailResponseHandler handler) {
        LiveTail tail;
        try {
            tail = tails.start(request);
        } catch (AwsServiceException e) {
            handler.exceptionOccurred(e);
            return CompletableFuture.failedFuture(e);
        }
        handler.responseReceived(StartLiveTailResponse.builder().build());
        handler.onEventStream(tail.events());
        return tail.events().end().whenComplete((nothing, failure) -> {
            if (failure == null) {
                handler.complete();
            } else {
                handler.exceptionOccurred(failure);
            }
        });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The sessions end with the service.
    }
}
