package io.devopslab.cloud.service.codepipeline.run;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;

/**
 * One run of a pipeline.
 *
 * @param number counts the executions of the pipeline, so that a later one has a higher number
 * @param version of the pipeline's declaration
 * @param stop present when somebody stopped it
 */
public record Execution(
        String pipeline,
        long number,
        String id,
        int version,
        Launch launch,
        Course course,
        Results results,
        Optional<Stop> stop,
        Instant updated) {

    /**
     * A request to stop.
     *
     * @param abandon whether the actions in progress are left to themselves
     */
    public record Stop(Optional<String> reason, boolean abandon) {}

    /** The execution's key in its table: in the order of the executions of a pipeline. */
    public String key() {
        return String.format(Locale.ROOT, "%s/%012d", pipeline, number);
    }

    public PipelineExecutionStatus status() {
        return course.status();
    }

    public Place place() {
        return course.place();
    }

    public boolean isActive() {
        return status() == PipelineExecutionStatus.IN_PROGRESS || status() == PipelineExecutionStatus.STOPPING;
    }

    public Optional<StageRun> stage(String name) {
        return course.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst();
    }

    StageRun requireStage(String name) {
        return stage(name)
                .orElseThrow(() -> new IllegalStateException("The execution " + id + " never came to " + name + "."));
    }

    Execution at(Place place) {
        return with(new Course(status(), place, course.stages()));
    }

    Execution with(PipelineExecutionStatus status, Place place) {
        return with(new Course(status, place, course.stages()));
    }

    Execution with(StageRun stage) {
        return with(course.with(stage));
    }

    private Execution with(Course newCourse) {
        return new Execution(pipeline, number, id, version, launch, newCourse, results, stop, updated);
    }

    Execution with(Results newResults) {
        return new Execution(pipeline, number, id, version, launch, course, newResults, stop, updated);
    }

    Execution stopping(Stop request) {
        Course stopping = new Course(PipelineExecutionStatus.STOPPING, place(), course.stages());
        return new Execution(pipeline, number, id, version, launch, stopping, results, Optional.of(request), updated);
    }

    /** A retried execution goes on in the pipeline as it is now. */
    Execution resumedIn(int newVersion) {
        Course going = new Course(PipelineExecutionStatus.IN_PROGRESS, place(), course.stages());
        return new Execution(pipeline, number, id, newVersion, launch, going, results, Optional.empty(), updated);
    }

    Execution touched(Instant now) {
        return new Execution(pipeline, number, id, version, launch, course, results, stop, now);
    }
}
