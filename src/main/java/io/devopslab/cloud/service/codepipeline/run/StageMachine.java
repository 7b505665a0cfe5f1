package io.devopslab.cloud.service.codepipeline.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RetryTrigger;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/**
 * Moves executions from stage to stage (CodePipeline User Guide, "How pipeline executions work"). All of it runs
 * inside a write; what is to be done afterwards is put on the {@link Turn}.
 */
final class StageMachine {

    private final Route route;
    private final Executions executions;
    private final ActionStarter starter;
    private final StageGates gates;
    private final ExecutionEvents events;
    private final Rollbacks rollbacks;

    /** What a stage does when it failed and shall be rolled back. */
    interface Rollbacks {
        void rollback(Turn turn, Execution failed, String stage);
    }

    StageMachine(
            Route route,
            Executions executions,
            ActionStarter starter,
            StageGates gates,
            ExecutionEvents events,
            Rollbacks rollbacks) {
        this.route = route;
        this.executions = executions;
        this.starter = starter;
        this.gates = gates;
        this.events = events;
        this.rollbacks = rollbacks;
    }

    /** The execution has come before a stage: it enters, or waits, and then those that it overtook give way. */
    void arrive(Turn turn, Execution execution, String stage) {
        Execution waiting = executions.put(execution.at(new Place.Before(stage)));
        if (waiting.launch().mode() == ExecutionMode.PARALLEL) {
            enter(turn, waiting, stage);
            return;
        }
        if (waiting.launch().mode() == ExecutionMode.SUPERSEDED) {
            supersede(waiting.pipeline(), stage);
        }
        admit(turn, waiting.pipeline(), stage);
    }

    private void supersede(String pipeline, String stage) {
        List<Execution> waiting = executions.waiting(pipeline, stage);
        waiting.subList(0, Math.max(waiting.size() - 1, 0)).forEach(execution -> {
            Execution over = executions.put(execution.with(PipelineExecutionStatus.SUPERSEDED, new Place.Ended()));
            events.pipeline(over, "SUPERSEDED");
        });
    }

    /** Lets the next waiting execution into the stage, if the stage is free and the way to it open. */
    void admit(Turn turn, String pipeline, String stage) {
        boolean busy = executions.active(pipeline).stream()
                .anyMatch(execution -> execution.place().equals(new Place.In(stage)));
        if (!busy && executions.stage(pipeline, stage).isOpen()) {
            executions.waiting(pipeline, stage).stream().findFirst().ifPresent(next -> enter(turn, next, stage));
        }
    }

    private void enter(Turn turn, Execution execution, String stage) {
        StageRun run = StageRun.enter(stage);
        Execution entered = executions.put(execution.at(new Place.In(stage)).with(run));
        executions.put(
                entered.pipeline(),
                stage,
                executions.stage(entered.pipeline(), stage).entered(entered.id()));
        events.stage(entered, run, List.of(), "STARTED");
        advance(turn, entered, stage);
    }

    /** Does what is next in a stage that an execution is in, which may be nothing while actions run. */
    void advance(Turn turn, Execution execution, String stage) {
        StageRun run = execution.requireStage(stage);
        List<ActionRun> runs =
                run.actions().values().stream().map(executions::requireAction).toList();
        if (Stream.concat(runs.stream(), gates.rules(run).stream()).anyMatch(ActionRun::isInProgress)) {
            return;
        }
        Optional<GateKind> checked = run.openGate();
        if (execution.status() == PipelineExecutionStatus.STOPPING) {
            halt(turn, execution, run.with(StageExecutionStatus.STOPPED), PipelineExecutionStatus.STOPPED, runs);
        } else if (checked.isPresent()) {
            conclude(turn, execution, run, checked.get(), runs);
        } else if (gates.isNeeded(route.stage(execution, stage), run, GateKind.BEFORE_ENTRY)) {
            check(turn, execution, run, GateKind.BEFORE_ENTRY);
        } else if (runs.stream().allMatch(ActionRun::isSucceeded)) {
            startNextGroup(turn, execution, run, runs);
        } else {
            fail(turn, execution, run, runs);
        }
    }

    /** Begins to check conditions; what they say is for {@link #conclude}. */
    private void check(Turn turn, Execution execution, StageRun run, GateKind kind) {
        PipelineDeclaration pipeline = route.pipeline(execution);
        Gate gate = gates.open(turn, execution, pipeline, route.stage(execution, run.name()), kind);
        Execution checking = executions.put(execution.with(run.with(kind, gate)));
        advance(turn, checking, run.name());
    }

    private void conclude(Turn turn, Execution execution, StageRun run, GateKind kind, List<ActionRun> runs) {
        Gate gate = run.requireGate(kind);
        Optional<Result> unmet = gates.unmet(route.stage(execution, run.name()), kind, gate);
        ConditionExecutionStatus status =
                unmet.isPresent() ? ConditionExecutionStatus.FAILED : ConditionExecutionStatus.SUCCEEDED;
        StageRun checked = run.with(kind, gates.closed(gate, status));
        Execution kept = executions.put(execution.with(checked));
        if (unmet.isPresent()) {
            engage(turn, kept, checked, unmet.get(), runs);
        } else {
            pass(turn, kept, checked, kind, runs);
        }
    }

    private void pass(Turn turn, Execution execution, StageRun run, GateKind kind, List<ActionRun> runs) {
        switch (kind) {
            case BEFORE_ENTRY -> advance(turn, execution, run.name());
            case ON_SUCCESS -> leave(turn, execution, run.with(StageExecutionStatus.SUCCEEDED), runs);
            case ON_FAILURE ->
                halt(turn, execution, run.with(StageExecutionStatus.FAILED), PipelineExecutionStatus.FAILED, runs);
        }
    }

    /** Does what a condition asks for that is not met, or the failure of a stage. */
    private void engage(Turn turn, Execution execution, StageRun run, Result result, List<ActionRun> runs) {
        if (result == Result.SKIP) {
            gates.abandon(run);
            leave(turn, execution, run.with(StageExecutionStatus.SKIPPED), runs);
        } else if (result == Result.RETRY && run.automaticRetries() == 0) {
            StageRun failed = run.with(StageExecutionStatus.FAILED);
            events.stage(execution, failed, runs, "FAILED");
            StageRetryMode mode = route.retryMode(execution, run.name());
            retry(turn, execution.with(failed), run.name(), mode, RetryTrigger.AUTOMATED_STAGE_RETRY);
        } else {
            halt(turn, execution, run.with(StageExecutionStatus.FAILED), PipelineExecutionStatus.FAILED, runs);
            if (result == Result.ROLLBACK && !execution.launch().isRollback()) {
                rollbacks.rollback(turn, execution, run.name());
            }
        }
    }

    /** Passes conditions that are being checked, or because of which the stage failed. */
    void override(Turn turn, Execution execution, String stage, GateKind kind) {
        StageRun run = execution.requireStage(stage);
        gates.abandon(run);
        StageRun overridden = run.with(kind, gates.closed(run.requireGate(kind), ConditionExecutionStatus.OVERRIDDEN))
                .with(StageExecutionStatus.IN_PROGRESS);
        boolean halted = execution.place().equals(new Place.HaltedIn(stage));
        Execution going = executions.put(
                execution.resumedIn(execution.version()).at(new Place.In(stage)).with(overridden));
        if (halted) {
            events.pipeline(going, "RESUMED");
            events.stage(going, overridden, List.of(), "RESUMED");
        }
        List<ActionRun> runs = overridden.actions().values().stream()
                .map(executions::requireAction)
                .toList();
        pass(turn, going, overridden, kind, runs);
    }

    private void startNextGroup(Turn turn, Execution execution, StageRun run, List<ActionRun> runs) {
        PipelineDeclaration pipeline = route.pipeline(execution);
        List<ActionDeclaration> left = route.stage(execution, run.name()).actions().stream()
                .filter(action -> !run.actions().containsKey(action.name()))
                .toList();
        if (left.isEmpty()) {
            succeed(turn, execution, run, runs);
            return;
        }
        int order = left.stream().mapToInt(ActionDeclaration::runOrder).min().getAsInt();
        StageRun started = run;
        for (ActionDeclaration action : left) {
            if (action.runOrder() == order) {
                started = started.withAction(action.name(), begin(turn, execution, pipeline, started, action));
            }
        }
        Execution going = executions.put(execution.with(started));
        boolean failedAtOnce = started.actions().values().stream()
                .map(executions::requireAction)
                .noneMatch(ActionRun::isInProgress);
        if (failedAtOnce) {
            advance(turn, going, run.name());
        }
    }

    private String begin(
            Turn turn, Execution execution, PipelineDeclaration pipeline, StageRun stage, ActionDeclaration action) {
        ActionRun run = starter.begin(execution, pipeline, stage.name(), action);
        StageState state = executions.stage(execution.pipeline(), stage.name());
        executions.put(execution.pipeline(), stage.name(), state.ran(action.name(), run.key()));
        if (run.isInProgress()) {
            events.action(execution, run, stage.attempt(), "STARTED");
            turn.start(run);
        } else {
            events.action(execution, run, stage.attempt(), "FAILED");
        }
        return run.key();
    }

    private void succeed(Turn turn, Execution execution, StageRun run, List<ActionRun> runs) {
        if (gates.isNeeded(route.stage(execution, run.name()), run, GateKind.ON_SUCCESS)) {
            check(turn, execution, run, GateKind.ON_SUCCESS);
        } else {
            leave(turn, execution, run.with(StageExecutionStatus.SUCCEEDED), runs);
        }
    }

    private void leave(Turn turn, Execution execution, StageRun done, List<ActionRun> runs) {
        Execution left = execution.with(done);
        // The User Guide knows no event of a stage that was skipped.
        if (done.status() == StageExecutionStatus.SUCCEEDED) {
            events.stage(left, done, runs, "SUCCEEDED");
        }
        Optional<String> next = route.next(execution, done.name());
        if (next.isPresent()) {
            arrive(turn, left, next.get());
        } else {
            Execution over = executions.put(left.with(PipelineExecutionStatus.SUCCEEDED, new Place.Ended()));
            events.pipeline(over, "SUCCEEDED");
        }
        admit(turn, execution.pipeline(), done.name());
    }

    private void fail(Turn turn, Execution execution, StageRun run, List<ActionRun> runs) {
        StageDeclaration stage = route.stage(execution, run.name());
        if (gates.isNeeded(stage, run, GateKind.ON_FAILURE)) {
            check(turn, execution, run, GateKind.ON_FAILURE);
            return;
        }
        Result result = stage.onFailure() == null ? null : stage.onFailure().result();
        engage(turn, execution, run, result == null ? Result.FAIL : result, runs);
    }

    private void halt(
            Turn turn, Execution execution, StageRun run, PipelineExecutionStatus status, List<ActionRun> runs) {
        Execution halted = executions.put(execution.with(run).with(status, new Place.HaltedIn(run.name())));
        String state = status == PipelineExecutionStatus.STOPPED ? "STOPPED" : "FAILED";
        events.stage(halted, run, runs, state);
        events.pipeline(halted, state);
        admit(turn, halted.pipeline(), run.name());
    }

    /** Begins a stage again, in which the execution failed or was stopped. */
    void retry(Turn turn, Execution execution, String stage, StageRetryMode mode, RetryTrigger trigger) {
        StageRun run = execution.requireStage(stage);
        Map<String, String> kept = new HashMap<>(run.actions());
        kept.values()
                .removeIf(key -> mode == StageRetryMode.ALL_ACTIONS
                        || !executions.requireAction(key).isSucceeded());
        StageRun again = run.retried(trigger, kept);
        Execution going = executions.put(
                execution.resumedIn(execution.version()).at(new Place.In(stage)).with(again));
        events.pipeline(going, "RESUMED");
        events.stage(going, again, List.of(), "RESUMED");
        advance(turn, going, stage);
    }

    /** Leaves the actions in progress to themselves. */
    void abandonActions(Execution execution) {
        execution.place().occupied().flatMap(execution::stage).ifPresent(stage -> {
            gates.abandon(stage);
            stage.actions().values().stream()
                    .map(executions::requireAction)
                    .filter(ActionRun::isInProgress)
                    .forEach(run -> abandon(execution, stage, run));
        });
    }

    private void abandon(Execution execution, StageRun stage, ActionRun run) {
        ActionRun.Outcome outcome = run.outcome().with(ActionExecutionStatus.ABANDONED, External.NONE);
        ActionRun abandoned = executions.put(run.with(outcome, execution.updated()));
        events.action(execution, abandoned, stage.attempt(), "ABANDONED");
    }
}
