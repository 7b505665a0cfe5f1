package io.devopslab.cloud.service.codepipeline.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a stage over all executions.
 *
 * @param latest the identifier of the execution that entered it last
 * @param actions the key of each action's latest run, by the action's name
 * @param transition present once somebody changed it; it is enabled at first
 */
public record StageState(Optional<String> latest, Map<String, String> actions, Optional<Transition> transition) {

    static final StageState FRESH = new StageState(Optional.empty(), Map.of(), Optional.empty());

    public StageState {
        actions = Map.copyOf(actions);
    }

    public boolean isOpen() {
        return transition.map(Transition::enabled).orElse(true);
    }

    StageState entered(String execution) {
        return new StageState(Optional.of(execution), actions, transition);
    }

    StageState ran(String action, String key) {
        Map<String, String> newActions = new HashMap<>(actions);
        newActions.put(action, key);
        return new StageState(latest, newActions, transition);
    }

    StageState with(Transition newTransition) {
        return new StageState(latest, actions, Optional.of(newTransition));
    }
}
