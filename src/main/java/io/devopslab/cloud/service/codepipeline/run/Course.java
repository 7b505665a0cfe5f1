package io.devopslab.cloud.service.codepipeline.run;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;

/**
 * How far an execution came.
 *
 * @param stages those that it entered, in that order
 */
public record Course(PipelineExecutionStatus status, Place place, List<StageRun> stages) {

    public Course {
        stages = List.copyOf(stages);
    }

    Course with(StageRun stage) {
        List<StageRun> changed = new ArrayList<>(stages);
        int index = -1;
        for (int i = 0; i < changed.size(); i++) {
            index = changed.get(i).name().equals(stage.name()) ? i : index;
        }
        if (index < 0) {
            changed.add(stage);
        } else {
            changed.set(index, stage);
        }
        return new Course(status, place, changed);
    }
}
