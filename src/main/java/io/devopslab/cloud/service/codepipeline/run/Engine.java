package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ConcurrentPipelineExecutionsLimitExceededException;
import software.amazon.awssdk.services.codepipeline.model.DuplicatedStopRequestException;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionOverride;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/**
 * Changes the state of executions, one change at a time, and has the actions driven that a change started. All
 * that it answered is kept; after the end of the process {@link #resume} goes on. Thread-safe.
 */
public final class Engine {

    private static final int MOST_EXECUTIONS = 50;

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Executions executions;
    private final ExecutionEvents events;
    private final StageMachine stages;
    private final ActionDriver driver;
    private final Retries retries;
    private final Overrides overrides;

    public Engine(ServiceContext context, Pipelines pipelines, Executions executions, ActionProviders providers) {
        this.context = context;
        this.pipelines = pipelines;
        this.executions = executions;
        this.events = new ExecutionEvents(context);
        ActionStarter starter = new ActionStarter(context, executions);
        StageGates gates = new StageGates(executions, starter, context.time());
        this.stages = new StageMachine(new Route(pipelines), executions, starter, gates, events, this::rollBackFailed);
        this.overrides = new Overrides(pipelines, executions, stages);
        this.retries = new Retries(pipelines, executions, stages);
        this.driver = new ActionDriver(context, executions, pipelines, providers, this::report);
        context.events().subscribe(driver::hear);
    }

    /** Goes on with what was in progress when the last process ended. */
    public void resume() {
        executions.running().forEach(run -> driver.drive(run.key()));
    }

    private void turn(Consumer<Turn> change) {
        Turn turn = new Turn();
        context.store().write(() -> change.accept(turn));
        turn.started().forEach(driver::drive);
    }

    /**
     * Starts an execution of a pipeline; a trigger whose token was seen before starts nothing.
     *
     * @return its identifier
     */
    public String start(
            String pipeline, Trigger trigger, Map<String, String> variables, List<SourceRevisionOverride> overrides) {
        String id = context.ids().uuid();
        String[] started = {id};
        turn(turn -> {
            PipelineDeclaration declaration = pipelines.declaration(pipeline);
            Optional<String> earlier = trigger.token().flatMap(token -> executions.started(pipeline, token));
            if (earlier.isPresent()) {
                started[0] = earlier.get();
                return;
            }
            trigger.token().ifPresent(token -> executions.rememberToken(pipeline, token, id));
            Launch launch = new Launch(
                    declaration.executionMode(),
                    ExecutionType.STANDARD,
                    trigger,
                    LaunchVariables.of(declaration, variables),
                    overrides,
                    Optional.empty(),
                    context.time().instant());
            launch(turn, id, declaration, launch, declaration.stages().get(0).name(), Results.NONE);
        });
        return started[0];
    }

    private void launch(
            Turn turn, String id, PipelineDeclaration declaration, Launch launch, String stage, Results results) {
        String pipeline = declaration.name();
        if (launch.mode() != ExecutionMode.SUPERSEDED
                && executions.active(pipeline).size() >= MOST_EXECUTIONS) {
            throw Errors.of(
                    ConcurrentPipelineExecutionsLimitExceededException.builder(),
                    "The pipeline has reached the limit for concurrent pipeline executions.");
        }
        Course course = new Course(PipelineExecutionStatus.IN_PROGRESS, new Place.Before(stage), List.of());
        Execution execution = executions.put(new Execution(
                pipeline,
                executions.nextNumber(pipeline),
                id,
                declaration.version(),
                launch,
                course,
                results,
                Optional.empty(),
                launch.started()));
        events.pipeline(execution, "STARTED");
        stages.arrive(turn, execution, stage);
    }

    /**
     * Stops an execution: at once when it is in no stage, or else when its actions are done or abandoned.
     *
     * @throws PipelineExecutionNotStoppableException when the pipeline has no such execution in progress
     */
    public void stop(String pipeline, String id, Execution.Stop request) {
        turn(turn -> {
            Execution execution = executions
                    .find(pipeline, id)
                    .filter(Execution::isActive)
                    .orElseThrow(() -> Errors.of(
                            PipelineExecutionNotStoppableException.builder(),
                            "Unable to stop the pipeline execution. The execution might already be in a Stopped state,"
                                    + " or it might no longer be in progress."));
            boolean abandoning = execution.stop().map(Execution.Stop::abandon).orElse(false);
            if (execution.status() == PipelineExecutionStatus.STOPPING && (abandoning || !request.abandon())) {
                throw Errors.of(
                        DuplicatedStopRequestException.builder(),
                        "The pipeline execution is already in a Stopping state. If you already chose to stop and wait,"
                                + " you cannot make that request again. You can choose to stop and abandon now, but be"
                                + " aware that this option can lead to failed tasks or out of sequence tasks. If you"
                                + " already chose to stop and abandon, you cannot make that request again.");
            }
            stop(turn, execution, request);
        });
    }

    private void stop(Turn turn, Execution execution, Execution.Stop request) {
        Execution stopping = executions.put(execution.stopping(request));
        events.pipeline(stopping, "STOPPING");
        Optional<String> stage = stopping.place().occupied();
        if (stage.isEmpty()) {
            Execution stopped = executions.put(stopping.with(PipelineExecutionStatus.STOPPED, new Place.Ended()));
            events.pipeline(stopped, "STOPPED");
            return;
        }
        StageRun run = stopping.requireStage(stage.get()).with(StageExecutionStatus.STOPPING);
        Execution waiting = executions.put(stopping.with(run));
        events.stage(waiting, run, List.of(), "STOPPING");
        if (request.abandon()) {
            stages.abandonActions(waiting);
        }
        stages.advance(turn, waiting, run.name());
    }

    /** Begins a failed or stopped stage again. */
    public void retry(Retries.Request request) {
        turn(turn -> retries.retry(turn, request));
    }

    /** Lets an execution pass the conditions of a stage. */
    public void override(Overrides.Request request) {
        turn(turn -> overrides.override(turn, request));
    }

    /**
     * Deploys in one stage again what an earlier execution deployed there.
     *
     * @return the identifier of the execution that does it
     */
    public String rollBack(String pipeline, String stage, String target, Trigger trigger) {
        String id = context.ids().uuid();
        turn(turn -> rollBack(turn, id, retries.rollbackTarget(pipeline, stage, target), stage, trigger));
        return id;
    }

    private void rollBack(Turn turn, String id, Execution target, String stage, Trigger trigger) {
        PipelineDeclaration declaration = pipelines.declaration(target.pipeline());
        Launch launch = new Launch(
                declaration.executionMode(),
                ExecutionType.ROLLBACK,
                trigger,
                target.launch().variables(),
                List.of(),
                Optional.of(target.id()),
                context.time().instant());
        launch(turn, id, declaration, launch, stage, target.results());
    }

    /** What the failure condition of a stage asks for, if an earlier execution has succeeded in it. */
    private void rollBackFailed(Turn turn, Execution failed, String stage) {
        Trigger trigger = Trigger.of(TriggerType.AUTOMATED_ROLLBACK, failed.id());
        retries.latestSucceeded(failed, stage)
                .ifPresent(target -> rollBack(turn, context.ids().uuid(), target, stage, trigger));
    }

    /** Inside a write that changes the pipeline's declaration: what is in progress ends with the old one. */
    public void cancel(String pipeline) {
        for (Execution execution : executions.active(pipeline)) {
            stages.abandonActions(execution);
            Execution cancelled = execution
                    .place()
                    .occupied()
                    .flatMap(execution::stage)
                    .map(stage -> execution.with(stage.with(StageExecutionStatus.CANCELLED)))
                    .orElse(execution)
                    .with(PipelineExecutionStatus.CANCELLED, new Place.Ended());
            Execution kept = executions.put(cancelled);
            execution
                    .place()
                    .occupied()
                    .flatMap(kept::stage)
                    .ifPresent(stage -> events.stage(kept, stage, List.of(), "CANCELED"));
            events.pipeline(kept, "CANCELED");
        }
    }

    /** Inside a write that deletes the pipeline: forgets all of its executions. */
    public void forget(String pipeline) {
        executions.delete(pipeline);
    }

    /** Opens or closes the way into a stage. */
    public void setTransition(String pipeline, String stage, Transition transition) {
        turn(turn -> {
            pipelines.stage(pipeline, stage);
            executions.put(pipeline, stage, executions.stage(pipeline, stage).with(transition));
            stages.admit(turn, pipeline, stage);
        });
    }

    /** Changes what is known of a running action, without ending it. */
    public void note(String actionKey, UnaryOperator<ActionRun.Outcome> change) {
        turn(turn -> executions
                .action(actionKey)
                .filter(ActionRun::isInProgress)
                .ifPresent(run -> executions.put(
                        run.with(change.apply(run.outcome()), context.time().instant()))));
    }

    /** Takes what a provider, an approver or a job worker tells of an action; nothing when it is over already. */
    public void report(String actionKey, Progress progress) {
        turn(turn -> executions
                .action(actionKey)
                .filter(ActionRun::isInProgress)
                .ifPresent(run -> report(turn, run, progress)));
    }

    /**
     * Takes the answer of an approver or a job worker to an action, of which there is one.
     *
     * @param also what is written with it, as one change
     * @return whether the action waited for it; if not, nothing is written
     */
    public boolean answer(String actionKey, Runnable also, Progress progress) {
        boolean[] waited = {false};
        turn(turn -> {
            waited[0] =
                    executions.action(actionKey).filter(ActionRun::isInProgress).isPresent();
            if (waited[0]) {
                also.run();
                report(turn, executions.action(actionKey).orElseThrow(), progress);
            }
        });
        return waited[0];
    }

    private void report(Turn turn, ActionRun run, Progress progress) {
        Execution execution = executions.byKey(run.executionKey()).orElseThrow();
        if (progress instanceof Progress.Running running) {
            executions.put(run.remembering(
                    running.memory(), running.external(), context.time().instant()));
        } else if (progress instanceof Progress.Succeeded succeeded) {
            ActionRun.Outcome outcome = run.outcome()
                    .with(ActionExecutionStatus.SUCCEEDED, succeeded.external())
                    .withVariables(succeeded.variables());
            ActionRun done = executions.put(run.with(outcome, context.time().instant()));
            finished(
                    turn,
                    executions.put(execution.with(execution.results().plus(done, succeeded.revision()))),
                    done,
                    "SUCCEEDED");
        } else if (progress instanceof Progress.Failed failed) {
            ActionRun.Outcome outcome = run.outcome()
                    .with(ActionExecutionStatus.FAILED, failed.external())
                    .withError(new ActionRun.Failure(failed.code(), failed.message()));
            finished(
                    turn,
                    execution,
                    executions.put(run.with(outcome, context.time().instant())),
                    "FAILED");
        }
    }

    private void finished(Turn turn, Execution execution, ActionRun run, String state) {
        if (!run.isRule()) {
            events.action(execution, run, execution.requireStage(run.stage()).attempt(), state);
        }
        stages.advance(turn, execution, run.stage());
    }

    /** Looks after an action now, before its next look is due. */
    public void drive(String actionKey) {
        driver.drive(actionKey);
    }

    public void close() {
        driver.close();
    }
}
