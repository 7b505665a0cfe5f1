package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Waits for somebody to approve, and tells a topic that it does, if the action names one. What the action remembers
 * is the token of the request, which the answer must carry: the action's own identifier, so that a start that is
 * repeated asks for the same. The history tells it as the external identifier: for pipelines in PARALLEL mode it is
 * told nowhere else (API reference, "PutApprovalResult").
 */
final class ManualApproval implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofDays(7);
    private static final int LONGEST_SUBJECT = 100;

    private final ServiceContext context;
    private final Supplier<SnsClient> sns;

    ManualApproval(ServiceContext context, Supplier<SnsClient> sns) {
        this.context = context;
        this.sns = sns;
    }

    @Override
    public Duration timeout(ActionCall call) {
        Integer minutes = call.run().declaration().timeoutInMinutes();
        return minutes == null ? TIMEOUT : Duration.ofMinutes(minutes);
    }

    @Override
    public String timeoutMessage(ActionCall call) {
        return "The approval request expired: nobody answered it within "
                + timeout(call).toMinutes() + " minutes.";
    }

    @Override
    public Progress start(ActionCall call) {
        String token = call.run().id();
        Optional.ofNullable(call.configuration().get("NotificationArn")).ifPresent(topic -> tell(call, topic, token));
        return new Progress.Running(External.id(token), Optional.of(token), timeout(call));
    }

    private void tell(ActionCall call, String topic, String token) {
        String subject = "APPROVAL NEEDED: AWS CodePipeline " + call.execution().pipeline() + " for action "
                + call.run().action();
        ApprovalMessage message = new ApprovalMessage(
                context.scope().region(), token, call.run().started().plus(timeout(call)));
        sns.get()
                .publish(PublishRequest.builder()
                        .topicArn(topic)
                        .subject(subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)))
                        .message(message.of(call))
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build());
    }

    @Override
    public Progress look(ActionCall call) {
        return new Progress.Running(External.NONE, call.run().memory(), timeout(call));
    }
}
