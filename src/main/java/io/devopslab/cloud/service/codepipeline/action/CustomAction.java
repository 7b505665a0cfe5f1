package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.util.Optional;

/** Waits for a job worker, which polls for the job and puts its result. */
final class CustomAction implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofHours(24);

    private final Jobs jobs;

    CustomAction(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    @Override
    public Progress start(ActionCall call) {
        return new Progress.Running(
                External.NONE, Optional.of(jobs.open(call.run()).id()), TIMEOUT);
    }

    @Override
    public Progress look(ActionCall call) {
        return new Progress.Running(External.NONE, call.run().memory(), TIMEOUT);
    }
}
