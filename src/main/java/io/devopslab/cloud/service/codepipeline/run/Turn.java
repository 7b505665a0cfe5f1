package io.devopslab.cloud.service.codepipeline.run;

import java.util.ArrayList;
import java.util.List;

/** What one change of state asks to be done when the change is kept: the actions to be driven. */
final class Turn {

    private final List<String> started = new ArrayList<>();

    void start(ActionRun run) {
        started.add(run.key());
    }

    List<String> started() {
        return List.copyOf(started);
    }
}
