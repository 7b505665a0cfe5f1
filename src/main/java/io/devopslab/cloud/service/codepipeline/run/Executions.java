package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The executions of all pipelines of a scope, their actions and stages. */
public final class Executions {

    private final InstantSource clock;
    private final Table<Execution> executions;
    private final Table<String> keys;
    private final Table<String> active;
    private final Table<ActionRun> actions;
    private final Table<StageState> stages;
    private final Table<String> tokens;
    private final Table<Long> counters;

    public Executions(Store store, InstantSource clock) {
        this.clock = clock;
        this.executions = store.table("executions", Execution.class);
        this.keys = store.table("execution-keys", String.class);
        this.active = store.table("active", String.class);
        this.actions = store.table("actions", ActionRun.class);
        this.stages = store.table("stages", StageState.class);
        this.tokens = store.table("tokens", String.class);
        this.counters = store.table("counters", Long.class);
    }

    long nextNumber(String pipeline) {
        long number = counters.get(pipeline).orElse(0L) + 1;
        counters.put(pipeline, number);
        return number;
    }

    /** Keeps an execution as changed now. */
    Execution put(Execution execution) {
        Execution kept = execution.touched(clock.instant());
        executions.put(kept.key(), kept);
        keys.put(kept.id(), kept.key());
        if (kept.isActive()) {
            active.put(kept.key(), kept.id());
        } else {
            active.remove(kept.key());
        }
        return kept;
    }

    /** The execution of that identifier, if it is one of the pipeline's. */
    public Optional<Execution> find(String pipeline, String id) {
        return keys.get(id).flatMap(executions::get).filter(found -> found.pipeline()
                .equals(pipeline));
    }

    public Optional<Execution> byKey(String key) {
        return executions.get(key);
    }

    /** All executions of a pipeline, the latest first. */
    public List<Execution> of(String pipeline) {
        List<Execution> all = new ArrayList<>(executions.valuesOf(pipeline + "/"));
        Collections.reverse(all);
        return all;
    }

    /** The executions of a pipeline that are not over, the earliest first. */
    public List<Execution> active(String pipeline) {
        return active.keys().stream()
                .filter(key -> key.startsWith(pipeline + "/"))
                .map(executions::get)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Those that wait to enter the stage, the earliest first. */
    public List<Execution> waiting(String pipeline, String stage) {
        return active(pipeline).stream()
                .filter(execution -> execution.place().equals(new Place.Before(stage)))
                .toList();
    }

    /** The actions that were in progress when they were last kept, of all pipelines. */
    public List<ActionRun> running() {
        return active.keys().stream()
                .flatMap(key -> actions.valuesOf(key + "/").stream())
                .filter(ActionRun::isInProgress)
                .toList();
    }

    String nextActionKey(Execution execution) {
        int count = actions.valuesOf(execution.key() + "/").size();
        return String.format(Locale.ROOT, "%s/%06d", execution.key(), count + 1);
    }

    ActionRun put(ActionRun run) {
        actions.put(run.key(), run);
        return run;
    }

    public Optional<ActionRun> action(String key) {
        return actions.get(key);
    }

    ActionRun requireAction(String key) {
        return action(key).orElseThrow(() -> new IllegalStateException("There is no run of an action " + key + "."));
    }

    /** All runs of actions of an execution, in the order of their starts. */
    public List<ActionRun> actions(Execution execution) {
        return actions.valuesOf(execution.key() + "/");
    }

    public StageState stage(String pipeline, String stage) {
        return stages.get(pipeline + "/" + stage).orElse(StageState.FRESH);
    }

    void put(String pipeline, String stage, StageState state) {
        stages.put(pipeline + "/" + stage, state);
    }

    /** The execution that was started with that token, if there is one. */
    Optional<String> started(String pipeline, String token) {
        return tokens.get(pipeline + "/" + token);
    }

    void rememberToken(String pipeline, String token, String execution) {
        tokens.put(pipeline + "/" + token, execution);
    }

    /** Forgets all of a pipeline. */
    void delete(String pipeline) {
        of(pipeline).forEach(execution -> keys.remove(execution.id()));
        String prefix = pipeline + "/";
        executions.removeAll(prefix);
        active.removeAll(prefix);
        actions.removeAll(prefix);
        stages.removeAll(prefix);
        tokens.removeAll(prefix);
        counters.remove(pipeline);
    }
}
