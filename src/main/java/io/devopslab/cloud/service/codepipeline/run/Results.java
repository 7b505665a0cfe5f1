package io.devopslab.cloud.service.codepipeline.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the actions of an execution gave so far.
 *
 * @param artifacts by name
 * @param variables the output variables, by the namespace of their action
 * @param revisions what the source actions found
 */
public record Results(
        Map<String, ArtifactLocation> artifacts, Map<String, Map<String, String>> variables, List<Revision> revisions) {

    public static final Results NONE = new Results(Map.of(), Map.of(), List.of());

    public Results {
        artifacts = Map.copyOf(artifacts);
        variables = Map.copyOf(variables);
        revisions = List.copyOf(revisions);
    }

    /** Adds what a finished action gave. */
    Results plus(ActionRun run, Optional<Revision> revision) {
        Map<String, ArtifactLocation> newArtifacts = new HashMap<>(artifacts);
        run.outputs().forEach(artifact -> newArtifacts.put(artifact.name(), artifact));
        Map<String, Map<String, String>> newVariables = new HashMap<>(variables);
        run.namespace()
                .ifPresent(
                        namespace -> newVariables.put(namespace, run.outcome().variables()));
        List<Revision> newRevisions = new ArrayList<>(revisions);
        revision.ifPresent(found -> {
            newRevisions.removeIf(old -> old.action().equals(found.action()));
            newRevisions.add(found);
        });
        return new Results(newArtifacts, newVariables, newRevisions);
    }
}
