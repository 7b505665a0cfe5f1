package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;

/** The Live Tail sessions that are open. They end with their clients or their process; no row is kept. Thread-safe. */
final class LiveTails {

    /** At one time (CloudWatch Logs User Guide, "CloudWatch Logs quotas"). */
    static final int MOST = 15;

    private final ServiceContext context;
    private final LogTables tables;
    private final List<LiveTail> open = new CopyOnWriteArrayList<>();

    LiveTails(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    LiveTail start(StartLiveTailRequest request) {
        LiveTailWish wish = LiveTailWish.of(request, context.scope(), tables);
        LiveTail tail;
        synchronized (open) {
            if (open.size() >= MOST) {
                throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
            }
            tail = new LiveTail(
                    context.time(), wish, context.ids().uuid(), context.ids().uuid(), open::remove);
            open.add(tail);
        }
        tail.begin();
        return tail;
    }

    /** Shows the sessions events that a stream took in. */
    void tell(String group, String stream, List<LogEvent> events) {
        open.forEach(tail -> tail.tell(group, stream, events));
    }

    /** Ends all sessions. */
    void close() {
        open.forEach(LiveTail::close);
    }
}
