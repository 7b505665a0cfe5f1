package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.stack.state.Journal;
import io.devopslab.cloud.stack.state.StackRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Tells the topics of stacks each of their events, one after the other, in the order in which they happened (API
 * reference, CreateStack, {@code NotificationARNs}). What is still to be told outlives the process. Thread-safe.
 */
final class StackNews implements Journal.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StackNews.class);
    private static final String SUBJECT = "AWS CloudFormation Notification";

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ServiceContext context;
    private final Supplier<SnsClient> sns;
    private final Table<News> waiting;
    private final AtomicBoolean telling = new AtomicBoolean();

    /** What is to be told. */
    record News(String topic, String stackId, String message) {}

    StackNews(ServiceContext context, Supplier<SnsClient> sns) {
        this.context = context;
        this.sns = sns;
        this.waiting = context.store().table("stack-news", News.class);
        // The bus has each event of a stack, too, as soon as it is written down.
        context.events().subscribe(event -> {
            if (event.source().equals(Journal.SOURCE) && event.scope().equals(context.scope())) {
                resume();
            }
        });
    }

    @Override
    public void happened(StackRow stack, String number, StackEvent event) {
        List<String> topics = stack.definition().notificationArns();
        for (int i = 0; i < topics.size(); i++) {
            waiting.put(number + "#" + i, new News(topics.get(i), stack.id(), message(event)));
        }
    }

    /** Tells what there is to tell, also what an earlier process had to. */
    void resume() {
        if (waiting.size() > 0) {
            tell();
        }
    }

    private void tell() {
        if (telling.compareAndSet(false, true)) {
            context.time().execute(this::drain);
        }
    }

    private void drain() {
        do {
            for (List<String> keys = waiting.keys(); !keys.isEmpty(); keys = waiting.keys()) {
                keys.forEach(this::tell);
            }
            telling.set(false);
            // What came between the last look and the line above would otherwise wait for the next event.
        } while (waiting.size() > 0 && telling.compareAndSet(false, true));
    }

    private void tell(String key) {
        waiting.get(key).ifPresent(this::publish);
        waiting.remove(key);
    }

    private void publish(News news) {
        try {
            sns.get()
                    .publish(PublishRequest.builder()
                            .topicArn(news.topic())
                            .subject(SUBJECT)
                            .message(news.message())
                            .overrideConfiguration(CallSource.of(news.stackId()))
                            .build());
        } catch (AwsServiceException e) {
            context.store().requireOpen(e);
            LOG.warn("The topic {} does not take what happens to {}: {}", news.topic(), news.stackId(), e.getMessage());
        }
    }

    /** Everybody is the account here, so the account is who did it. */
    private String message(StackEvent event) {
        String account = context.scope().account();
        return line("StackId", event.stackId())
                + line("Timestamp", MOMENT.format(event.timestamp()))
                + line("EventId", event.eventId())
                + line("LogicalResourceId", event.logicalResourceId())
                + line("Namespace", account)
                + line("PhysicalResourceId", event.physicalResourceId())
                + line("PrincipalId", account)
                + line("ResourceProperties", orNull(event.resourceProperties()))
                + line("ResourceStatus", event.resourceStatusAsString())
                + line("ResourceStatusReason", event.resourceStatusReason())
                + line("ResourceType", event.resourceType())
                + line("StackName", event.stackName())
                + line("ClientRequestToken", orNull(event.clientRequestToken()));
    }

    private static String line(String name, @Nullable String value) {
        return name + "='" + (value == null ? "" : value) + "'\n";
    }

    private static String orNull(@Nullable String value) {
        return value == null ? "null" : value;
    }
}
