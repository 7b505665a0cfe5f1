package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for somebody to approve. What the action remembers is the token of the request, which the answer must
 * carry.
 */
final class ManualApproval implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofDays(7);

    private final Ids ids;

    ManualApproval(Ids ids) {
        this.ids = ids;
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
        return new Progress.Running(External.NONE, Optional.of(ids.uuid()), timeout(call));
    }

    @Override
    public Progress look(ActionCall call) {
        return new Progress.Running(External.NONE, call.run().memory(), timeout(call));
    }
}
