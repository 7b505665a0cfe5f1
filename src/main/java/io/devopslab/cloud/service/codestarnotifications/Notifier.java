package io.devopslab.cloud.service.codestarnotifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codestarnotifications.RuleRow.TargetRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Hears what happens in the scope, and tells the topics of the rules that are about it. What is to be told is kept
 * until the topic took it, over the end of the process too; a topic that refuses for good is marked as unreachable.
 */
final class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_RETRIES = 10;

    private final ServiceContext context;
    private final RuleTable table;
    private final EventTypes types;
    private final Supplier<SnsClient> sns;
    private final FailureDetails failures;
    private final Table<Pending> pending;

    record Pending(String rule, String topic, CloudEvent event, boolean full, int failures) {

        Pending failed() {
            return new Pending(rule, topic, event, full, failures + 1);
        }
    }

    Notifier(
            ServiceContext context,
            RuleTable table,
            EventTypes types,
            Supplier<SnsClient> sns,
            FailureDetails failures) {
        this.context = context;
        this.table = table;
        this.types = types;
        this.sns = sns;
        this.failures = failures;
        this.pending = context.store().table("pending", Pending.class);
    }

    void hear(CloudEvent event) {
        List<RuleRow> rules = table.all().stream()
                .filter(RuleRow::isEnabled)
                .filter(rule -> isAbout(rule, event))
                .filter(rule -> rule.eventTypes().stream().anyMatch(id -> isOf(id, event)))
                .toList();
        if (rules.isEmpty()) {
            return;
        }
        List<String> started = new ArrayList<>();
        context.store()
                .write(() -> rules.forEach(rule -> rule.targets().forEach(target -> {
                    // The same event, heard twice, is told once as long as the first is on its way.
                    String key = event.id() + "/" + rule.id() + "/" + target.address();
                    boolean full = rule.detail().equals("FULL");
                    pending.put(key, new Pending(rule.id(), target.address(), event, full, 0));
                    started.add(key);
                })));
        started.forEach(key -> context.time().execute(() -> tell(key)));
    }

    private boolean isOf(String id, CloudEvent event) {
        return types.find(id).filter(type -> type.matches().test(event)).isPresent();
    }

    /** Events of builds name the build; the project stands in the details. */
    private boolean isAbout(RuleRow rule, CloudEvent event) {
        if (!event.scope().equals(context.scope())) {
            return false;
        }
        if (event.source().equals("aws.codebuild")) {
            return rule.resource()
                    .endsWith(":project/" + event.detail().path("project-name").asText());
        }
        return event.resources().contains(rule.resource());
    }

    /** Goes on with what an earlier process had to tell. */
    void resume() {
        pending.keys().forEach(key -> context.time().execute(() -> tell(key)));
    }

    private void tell(String key) {
        pending.get(key).ifPresent(notification -> {
            try {
                sns.get()
                        .publish(PublishRequest.builder()
                                .topicArn(notification.topic())
                                .message(message(notification))
                                .overrideConfiguration(CallSource.of(table.arn(notification.rule())))
                                .build());
                over(key, notification, true);
            } catch (AwsServiceException e) {
                failed(key, notification.failed(), e);
            }
        });
    }

    private String message(Pending notification) {
        ObjectNode message =
                NotificationMessage.of(notification.event(), table.arn(notification.rule()), notification.full());
        if (notification.full()) {
            failures.addTo(message.withObjectProperty("additionalAttributes"), notification.event());
        }
        return message.toString();
    }

    private void failed(String key, Pending notification, AwsServiceException problem) {
        boolean passing = problem.statusCode() >= 500 || problem.isThrottlingException();
        if (passing && notification.failures() <= MOST_RETRIES) {
            pending.put(key, notification);
            context.time().schedule(RETRY, () -> tell(key));
            return;
        }
        LOG.warn("The topic {} does not take a notification: {}", notification.topic(), problem.getMessage());
        over(key, notification, false);
    }

    private void over(String key, Pending notification, boolean reached) {
        context.store().write(() -> {
            pending.remove(key);
            table.byId(notification.rule()).ifPresent(rule -> mark(rule, notification.topic(), reached));
        });
    }

    private void mark(RuleRow rule, String topic, boolean reached) {
        List<TargetRow> targets = rule.targets().stream()
                .map(target -> target.address().equals(topic) ? new TargetRow(target.type(), topic, reached) : target)
                .toList();
        if (!targets.equals(rule.targets())) {
            table.keep(rule.with(targets, rule.modified()));
        }
    }
}
