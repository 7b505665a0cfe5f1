package io.devopslab.cloud.service.codepipeline.definition;

import io.devopslab.cloud.kernel.Constraints;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStore;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** What the API's model asks of the members of a declaration, each for itself (CodePipeline API Reference). */
public final class PipelineConstraints {

    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9.@\\-_]+");
    /** The API reference says 1000; this is what the service says. */
    private static final int LONGEST_SETTING = 50_000;

    private static final Pattern ARTIFACT = Pattern.compile("[a-zA-Z0-9_\\-]+");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9@\\-_]+");
    private static final Pattern PROVIDER = Pattern.compile("[0-9A-Za-z_-]+");
    private static final Pattern ROLE = Pattern.compile("arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*");
    private static final Pattern BUCKET = Pattern.compile("[a-zA-Z0-9\\-\\.]+");

    private final Constraints constraints = new Constraints();

    private PipelineConstraints() {}

    static void verify(@Nullable PipelineDeclaration pipeline) {
        PipelineConstraints check = new PipelineConstraints();
        check.constraints.required("pipeline", pipeline);
        if (pipeline != null) {
            check.pipeline(pipeline);
        }
        check.constraints.verify(ValidationException.builder());
    }

    /** Checks the name of a pipeline that a request means. */
    public static Constraints pipelineName(String member, @Nullable String name) {
        return name(new Constraints(), member, name);
    }

    /** Adds the constraints of the names of pipelines, stages and actions. */
    public static Constraints name(Constraints constraints, String member, @Nullable String name) {
        return constraints.required(member, name).length(member, name, 1, 100).pattern(member, name, NAME);
    }

    private void pipeline(PipelineDeclaration pipeline) {
        name(constraints, "pipeline.name", pipeline.name());
        role("pipeline.roleArn", pipeline.roleArn());
        constraints
                .required("pipeline.roleArn", pipeline.roleArn())
                .required("pipeline.stages", pipeline.hasStages() ? pipeline.stages() : null)
                .oneOf("pipeline.pipelineType", pipeline.pipelineTypeAsString(), PipelineType.knownValues())
                .oneOf("pipeline.executionMode", pipeline.executionModeAsString(), ExecutionMode.knownValues())
                .size("pipeline.variables", pipeline.variables(), 0, 50);
        store("pipeline.artifactStore", pipeline.artifactStore());
        pipeline.artifactStores().forEach((region, store) -> store("pipeline.artifactStores." + region, store));
        for (int i = 0; i < pipeline.stages().size(); i++) {
            stage("pipeline.stages." + (i + 1) + ".member", pipeline.stages().get(i));
        }
        for (int i = 0; i < pipeline.variables().size(); i++) {
            variable(
                    "pipeline.variables." + (i + 1) + ".member",
                    pipeline.variables().get(i));
        }
    }

    private void role(String path, @Nullable String arn) {
        constraints.length(path, arn, 0, 1024).pattern(path, arn, ROLE);
    }

    private void store(String path, @Nullable ArtifactStore store) {
        if (store != null) {
            constraints
                    .required(path + ".type", store.typeAsString())
                    .oneOf(path + ".type", store.typeAsString(), ArtifactStoreType.knownValues())
                    .required(path + ".location", store.location())
                    .length(path + ".location", store.location(), 3, 63)
                    .pattern(path + ".location", store.location(), BUCKET);
        }
    }

    private void variable(String path, PipelineVariableDeclaration variable) {
        constraints
                .required(path + ".name", variable.name())
                .length(path + ".name", variable.name(), 1, 128)
                .pattern(path + ".name", variable.name(), NAMESPACE)
                .length(path + ".defaultValue", variable.defaultValue(), 1, 1000)
                .length(path + ".description", variable.description(), 0, 200);
    }

    private void stage(String path, StageDeclaration stage) {
        name(constraints, path + ".name", stage.name());
        constraints.required(path + ".actions", stage.hasActions() ? stage.actions() : null);
        if (stage.beforeEntry() != null) {
            one(path + ".beforeEntry.conditions", stage.beforeEntry().conditions());
        }
        if (stage.onSuccess() != null) {
            one(path + ".onSuccess.conditions", stage.onSuccess().conditions());
        }
        if (stage.onFailure() != null && stage.onFailure().hasConditions()) {
            one(path + ".onFailure.conditions", stage.onFailure().conditions());
        }
        for (int i = 0; i < stage.actions().size(); i++) {
            action(path + ".actions." + (i + 1) + ".member", stage.actions().get(i));
        }
    }

    /** "Fixed number of 1 item": a stage has one condition at each place. */
    private void one(String path, List<Condition> conditions) {
        constraints.size(path, conditions, 1, 1);
    }

    private void action(String path, ActionDeclaration action) {
        name(constraints, path + ".name", action.name());
        constraints
                .required(path + ".actionTypeId", action.actionTypeId())
                .range(path + ".runOrder", action.runOrder(), 1, 999)
                .length(path + ".namespace", action.namespace(), 1, 100)
                .pattern(path + ".namespace", action.namespace(), NAMESPACE)
                .length(path + ".region", action.region(), 4, 30)
                .range(path + ".timeoutInMinutes", action.timeoutInMinutes(), 5, 86_400);
        role(path + ".roleArn", action.roleArn());
        constraints.entries(path + ".configuration", action.configuration(), 50, LONGEST_SETTING);
        artifacts(
                path + ".inputArtifacts",
                action.inputArtifacts().stream().map(a -> a.name()).toList());
        artifacts(
                path + ".outputArtifacts",
                action.outputArtifacts().stream().map(a -> a.name()).toList());
        if (action.actionTypeId() != null) {
            type(path + ".actionTypeId", action.actionTypeId());
        }
    }

    private void artifacts(String path, List<@Nullable String> names) {
        for (int i = 0; i < names.size(); i++) {
            String member = path + "." + (i + 1) + ".member.name";
            constraints
                    .required(member, names.get(i))
                    .length(member, names.get(i), 1, 100)
                    .pattern(member, names.get(i), ARTIFACT);
        }
    }

    private void type(String path, ActionTypeId id) {
        constraints
                .required(path + ".category", id.categoryAsString())
                .oneOf(path + ".category", id.categoryAsString(), ActionCategory.knownValues())
                .required(path + ".owner", id.ownerAsString())
                .oneOf(path + ".owner", id.ownerAsString(), ActionOwner.knownValues())
                .required(path + ".provider", id.provider())
                .length(path + ".provider", id.provider(), 1, 35)
                .pattern(path + ".provider", id.provider(), PROVIDER)
                .required(path + ".version", id.version())
                .length(path + ".version", id.version(), 1, 9)
                .pattern(path + ".version", id.version(), PROVIDER);
    }
}
