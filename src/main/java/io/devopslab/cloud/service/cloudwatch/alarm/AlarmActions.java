package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Does what alarms ask for: tells topics, and has functions called. What is to be done is kept until it is done, over
 * the end of the process too; the history says what came of it.
 */
final class AlarmActions {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmActions.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_RETRIES = 10;

    private final ServiceContext context;
    private final AlarmHistory history;
    private final Supplier<SnsClient> sns;
    private final Supplier<LambdaClient> lambda;
    private final Table<Pending> pending;

    /**
     * @param alarm as it was when it came to its state
     * @param message for the topic, or the payload of the call
     */
    record Pending(AlarmRow alarm, String action, String subject, String message, int failures) {

        Pending failed() {
            return new Pending(alarm, action, subject, message, failures + 1);
        }
    }

    AlarmActions(ServiceContext context, AlarmHistory history, Supplier<SnsClient> sns, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.history = history;
        this.sns = sns;
        this.lambda = lambda;
        this.pending = context.store().table("alarm-actions", Pending.class);
    }

    /**
     * @throws AwsServiceException when it is not the ARN of anything
     * @throws UnsupportedOperationException when AWS could do it and this cloud cannot
     */
    static void check(String parameter, List<String> actions) {
        if (actions.size() > 5) {
            throw CloudWatchErrors.invalid("The collection " + parameter + " must not have a size greater than 5.");
        }
        for (String action : actions) {
            if (!action.matches("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[^:]*:.+") || action.length() > 1_024) {
                throw CloudWatchErrors.validation("Invalid arn syntax: " + action);
            }
            if (!isTopic(action) && !isFunction(action)) {
                throw new UnsupportedOperationException(
                        "The embedded CloudWatch tells SNS topics and calls Lambda functions; it cannot do " + action
                                + ".");
            }
        }
    }

    private static boolean isTopic(String action) {
        return action.startsWith("arn:aws:sns:");
    }

    private static boolean isFunction(String action) {
        return action.startsWith("arn:aws:lambda:") && action.contains(":function:");
    }

    /** Has done what the alarm asks for in its new state; inside a write. */
    void engage(AlarmRow before, AlarmRow after) {
        for (String action : after.actions(after.state())) {
            String message = isTopic(action)
                    ? TopicMessage.of(before, after, context.scope()).toString()
                    : call(before, after).toString();
            String key = context.ids().uuid();
            pending.put(key, new Pending(after, action, TopicMessage.subject(after, context.scope()), message, 0));
            // It cannot run before this write has ended, because it begins with a read.
            context.time().execute(() -> perform(key));
        }
    }

    private ObjectNode call(AlarmRow before, AlarmRow after) {
        ObjectNode call = AlarmJson.object()
                .put("source", "aws.cloudwatch")
                .put("alarmArn", after.arn())
                .put("accountId", context.scope().account())
                .put("time", AlarmTimes.data(after.stateUpdated()))
                .put("region", context.scope().region());
        call.set("alarmData", AlarmJson.change(before, after));
        return call;
    }

    /** Goes on with what an earlier process had to do. */
    void resume() {
        pending.keys().forEach(key -> context.time().execute(() -> perform(key)));
    }

    private void perform(String key) {
        pending.get(key).ifPresent(action -> {
            try {
                perform(action);
                over(key, action, "Succeeded", "Successfully executed action " + action.action());
            } catch (AwsServiceException e) {
                failed(key, action.failed(), e);
            }
        });
    }

    private void perform(Pending action) {
        if (isTopic(action.action())) {
            sns.get()
                    .publish(PublishRequest.builder()
                            .topicArn(action.action())
                            .subject(action.subject())
                            .message(action.message())
                            .overrideConfiguration(CallSource.of(action.alarm().arn()))
                            .build());
            return;
        }
        lambda.get()
                .invoke(InvokeRequest.builder()
                        .functionName(action.action())
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(action.message()))
                        .overrideConfiguration(CallSource.of(action.alarm().arn()))
                        .build());
    }

    private void failed(String key, Pending action, AwsServiceException problem) {
        boolean passing = problem.statusCode() >= 500 || problem.isThrottlingException();
        if (passing && action.failures() <= MOST_RETRIES) {
            pending.put(key, action);
            context.time().schedule(RETRY, () -> perform(key));
            return;
        }
        LOG.warn("The action {} of an alarm failed: {}", action.action(), problem.getMessage());
        String told = String.valueOf(
                problem.awsErrorDetails() == null
                        ? problem.getMessage()
                        : problem.awsErrorDetails().errorMessage());
        over(
                key,
                action,
                "Failed",
                "Failed to execute action " + action.action() + ". Received error: \"" + told + "\"");
    }

    private void over(String key, Pending action, String state, String summary) {
        context.store().write(() -> {
            pending.remove(key);
            ObjectNode data = AlarmJson.object()
                    .put("actionState", state)
                    .put("stateUpdateTimestamp", action.alarm().stateUpdated().toEpochMilli())
                    .put("notificationResource", action.action());
            if (isTopic(action.action())) {
                data.put("publishedMessage", action.message());
            }
            history.add(action.alarm(), HistoryItemType.ACTION, summary, data);
        });
    }
}
