package io.devopslab.cloud.service.codepipeline.definition;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineNameInUseException;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.PipelineVersionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** The pipelines of a scope, with all their versions. */
public final class Pipelines {

    private final ServiceContext context;
    private final ActionTypes types;
    private final Table<Pipeline> pipelines;
    private final Table<PipelineDeclaration> versions;

    /**
     * A pipeline.
     *
     * @param version the newest
     */
    public record Pipeline(String name, int version, Instant created, Instant updated, Map<String, String> tags) {

        public Pipeline {
            tags = new TreeMap<>(tags);
        }

        public Pipeline withTags(Map<String, String> newTags) {
            return new Pipeline(name, version, created, updated, newTags);
        }
    }

    public Pipelines(ServiceContext context, ActionTypes types) {
        this.context = context;
        this.types = types;
        this.pipelines = context.store().table("pipelines", Pipeline.class);
        this.versions = context.store().table("versions", PipelineDeclaration.class);
    }

    public String arn(String name) {
        return Arns.of("codepipeline", context.scope(), name);
    }

    private static String key(String name, int version) {
        return String.format(Locale.ROOT, "%s/%09d", name, version);
    }

    /** All pipelines, by name. */
    public List<Pipeline> all() {
        return pipelines.values();
    }

    public Optional<Pipeline> find(String name) {
        return pipelines.get(name);
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException when there is none
     */
    public Pipeline require(String name) {
        return find(name)
                .orElseThrow(() -> PipelineErrors.noSuchPipeline(context.scope().account(), name));
    }

    /** The newest declaration of a pipeline. */
    public PipelineDeclaration declaration(String name) {
        return declaration(name, require(name).version());
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.PipelineVersionNotFoundException when the
     *     pipeline never had that version
     */
    public PipelineDeclaration declaration(String name, int version) {
        require(name);
        return versions.get(key(name, version))
                .orElseThrow(() -> Errors.of(
                        PipelineVersionNotFoundException.builder(),
                        "Pipeline '" + name + "' does not have a version '" + version + "'"));
    }

    /**
     * The stage of that name in the newest version.
     *
     * @throws software.amazon.awssdk.services.codepipeline.model.StageNotFoundException when there is none
     */
    public StageDeclaration stage(String name, String stage) {
        return declaration(name).stages().stream()
                .filter(candidate -> candidate.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> PipelineErrors.noSuchStage(name, stage));
    }

    /** Checks a declaration, and fills in what the service fills in. */
    public PipelineDeclaration checked(@Nullable PipelineDeclaration given) {
        PipelineConstraints.verify(given);
        PipelineDeclaration declaration = complete(java.util.Objects.requireNonNull(given));
        new StructureCheck(declaration, context.scope().region()).verify();
        new ActionCheck(declaration, types, context.scope().region()).verify();
        return declaration;
    }

    private static PipelineDeclaration complete(PipelineDeclaration given) {
        return given.toBuilder()
                .pipelineType(given.pipelineType() == null ? PipelineType.V1 : given.pipelineType())
                .executionMode(given.executionMode() == null ? ExecutionMode.SUPERSEDED : given.executionMode())
                .stages(given.stages().stream().map(Pipelines::complete).toList())
                .build();
    }

    private static StageDeclaration complete(StageDeclaration stage) {
        return stage.toBuilder()
                .actions(stage.actions().stream().map(Pipelines::complete).toList())
                .build();
    }

    private static ActionDeclaration complete(ActionDeclaration action) {
        return action.toBuilder()
                .runOrder(action.runOrder() == null ? 1 : action.runOrder())
                .configuration(Map.copyOf(action.configuration()))
                .inputArtifacts(List.copyOf(action.inputArtifacts()))
                .outputArtifacts(List.copyOf(action.outputArtifacts()))
                .build();
    }

    /** Inside a write: keeps a checked declaration as version 1 of a new pipeline. */
    public PipelineDeclaration create(PipelineDeclaration checked, Map<String, String> tags) {
        String name = checked.name();
        if (pipelines.contains(name)) {
            throw Errors.of(
                    PipelineNameInUseException.builder(),
                    "A pipeline with the name '" + name + "' already exists in account '"
                            + context.scope().account() + "'");
        }
        Instant now = context.time().instant();
        pipelines.put(name, new Pipeline(name, 1, now, now, tags));
        return keep(checked, 1);
    }

    /** Inside a write: keeps a checked declaration as the next version of its pipeline. */
    public PipelineDeclaration update(PipelineDeclaration checked) {
        Pipeline old = require(checked.name());
        int version = old.version() + 1;
        pipelines.put(
                old.name(),
                new Pipeline(old.name(), version, old.created(), context.time().instant(), old.tags()));
        return keep(checked, version);
    }

    private PipelineDeclaration keep(PipelineDeclaration checked, int version) {
        PipelineDeclaration declaration = checked.toBuilder().version(version).build();
        versions.put(key(checked.name(), version), declaration);
        return declaration;
    }

    public void setTags(String name, Map<String, String> tags) {
        pipelines.update(name, pipeline -> pipeline.withTags(tags));
    }

    /** Inside a write: forgets a pipeline. */
    public void delete(String name) {
        pipelines.remove(name);
        versions.removeAll(name + "/");
    }
}
