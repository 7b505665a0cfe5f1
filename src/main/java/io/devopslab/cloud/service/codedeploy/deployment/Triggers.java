package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.TriggerConfig;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Tells the topics of a group's triggers what happens (CodeDeploy User Guide, "Monitoring deployments with Amazon SNS
 * event notifications"). What is to be told is kept until the topic took it or refused it for good.
 */
final class Triggers {

    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 10;

    private static final Map<String, String> OF_DEPLOYMENTS = Map.of(
            "START", "DeploymentStart",
            "SUCCESS", "DeploymentSuccess",
            "FAILURE", "DeploymentFailure",
            "STOP", "DeploymentStop",
            "READY", "DeploymentReady");
    private static final Map<String, String> OF_INSTANCES =
            Map.of("START", "InstanceStart", "SUCCESS", "InstanceSuccess", "FAILURE", "InstanceFailure");

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final Supplier<SnsClient> sns;
    private final TriggerMessage messages;
    private final Table<Pending> pending;

    record Pending(String topic, String source, String subject, String message, int tries) {}

    Triggers(ServiceContext context, DeploymentTable deployments, Supplier<SnsClient> sns) {
        this.context = context;
        this.deployments = deployments;
        this.sns = sns;
        this.messages = new TriggerMessage(context.scope());
        this.pending = context.store().table("triggers", Pending.class);
        context.events().subscribe(this::hear);
    }

    private void hear(CloudEvent event) {
        if (event.source().equals(DeploymentEvents.SOURCE) && event.scope().equals(context.scope())) {
            deployments.find(event.detail().path("deploymentId").asText()).ifPresent(row -> hear(event, row));
        }
    }

    private void hear(CloudEvent event, DeploymentRow row) {
        Optional<String> instance =
                Optional.of(event.detail().path("instanceId").asText()).filter(id -> !id.isEmpty());
        List<String> names = names(event.detail().path("state").asText(), instance.isPresent(), row);
        List<String> keys = new ArrayList<>();
        context.store().write(() -> {
            for (TriggerConfig trigger : row.group().triggerConfigurations()) {
                if (trigger.triggerEventsAsStrings().stream().anyMatch(names::contains)) {
                    String key = event.id() + "/" + trigger.triggerName();
                    pending.put(key, told(event, row, instance, trigger));
                    keys.add(key);
                }
            }
        });
        keys.forEach(key -> context.time().execute(() -> tell(key)));
    }

    /** What triggers call the event; the start of a rollback has two names. */
    private static List<String> names(String state, boolean isInstance, DeploymentRow row) {
        if (isInstance) {
            return Optional.ofNullable(OF_INSTANCES.get(state)).stream().toList();
        }
        List<String> names = new ArrayList<>();
        Optional.ofNullable(OF_DEPLOYMENTS.get(state)).ifPresent(names::add);
        if (row.isRollback() && state.equals("START")) {
            names.add("DeploymentRollback");
        }
        return names;
    }

    private Pending told(CloudEvent event, DeploymentRow row, Optional<String> instance, TriggerConfig trigger) {
        String state = event.detail().path("state").asText();
        String message = instance.map(id -> messages.ofInstance(row, id, trigger.triggerName(), event.time()))
                .orElseGet(() -> messages.ofDeployment(row, state, trigger.triggerName()));
        return new Pending(
                trigger.triggerTargetArn(),
                Groups.arn(context, row.info().applicationName(), row.info().deploymentGroupName()),
                messages.subject(row, state),
                message,
                0);
    }

    void resume() {
        pending.keys().forEach(key -> context.time().execute(() -> tell(key)));
    }

    private void tell(String key) {
        pending.get(key).ifPresent(told -> {
            try {
                sns.get()
                        .publish(PublishRequest.builder()
                                .topicArn(told.topic())
                                .subject(told.subject())
                                .message(told.message())
                                .overrideConfiguration(CallSource.of(told.source()))
                                .build());
                pending.remove(key);
            } catch (AwsServiceException e) {
                failed(key, told, e);
            }
        });
    }

    private void failed(String key, Pending told, AwsServiceException problem) {
        boolean passing = problem.statusCode() >= 500 || problem.isThrottlingException();
        if (passing && told.tries() < MOST_TRIES) {
            pending.put(
                    key, new Pending(told.topic(), told.source(), told.subject(), told.message(), told.tries() + 1));
            context.time().schedule(RETRY, () -> tell(key));
            return;
        }
        LOG.warn("The topic {} does not take what a trigger tells: {}", told.topic(), problem.getMessage());
        pending.remove(key);
    }
}
