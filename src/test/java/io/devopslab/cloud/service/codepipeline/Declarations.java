package io.devopslab.cloud.service.codepipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStore;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** Declarations of pipelines, short enough to be read in a test. */
final class Declarations {

    static final String ROLE = "arn:aws:iam::123456789012:role/pipeline";
    static final String BUCKET = "pipeline-artifacts";
    static final String OBJECT = "source.zip";

    private Declarations() {}

    static ActionTypeId aws(ActionCategory category, String provider) {
        return ActionTypeId.builder()
                .category(category)
                .owner(ActionOwner.AWS)
                .provider(provider)
                .version("1")
                .build();
    }

    /** The custom action type whose jobs a test does. */
    static ActionTypeId work() {
        return ActionTypeId.builder()
                .category(ActionCategory.BUILD)
                .owner(ActionOwner.CUSTOM)
                .provider("Work")
                .version("1")
                .build();
    }

    static ActionDeclaration.Builder action(String name, ActionTypeId type, Map<String, String> configuration) {
        return ActionDeclaration.builder().name(name).actionTypeId(type).configuration(configuration);
    }

    static ActionDeclaration source() {
        return action(
                        "Source",
                        aws(ActionCategory.SOURCE, "S3"),
                        Map.of("S3Bucket", BUCKET, "S3ObjectKey", OBJECT, "PollForSourceChanges", "false"))
                .namespace("src")
                .outputArtifacts(output("App"))
                .build();
    }

    static ActionDeclaration work(String name, int runOrder) {
        return action(name, work(), Map.of("Name", name)).runOrder(runOrder).build();
    }

    static ActionDeclaration approval(String name) {
        return action(name, aws(ActionCategory.APPROVAL, "Manual"), Map.of("CustomData", "please"))
                .build();
    }

    static InputArtifact input(String name) {
        return InputArtifact.builder().name(name).build();
    }

    static OutputArtifact output(String name) {
        return OutputArtifact.builder().name(name).build();
    }

    static StageDeclaration stage(String name, ActionDeclaration... actions) {
        return StageDeclaration.builder()
                .name(name)
                .actions(Arrays.asList(actions))
                .build();
    }

    /** A V2 pipeline that begins with the stage Source. */
    static PipelineDeclaration.Builder pipeline(String name, StageDeclaration... stages) {
        List<StageDeclaration> all = Stream.concat(Stream.of(stage("Source", source())), Stream.of(stages))
                .toList();
        return PipelineDeclaration.builder()
                .name(name)
                .roleArn(ROLE)
                .pipelineType(PipelineType.V2)
                .artifactStore(ArtifactStore.builder()
                        .type(ArtifactStoreType.S3)
                        .location(BUCKET)
                        .build())
                .stages(all);
    }
}
