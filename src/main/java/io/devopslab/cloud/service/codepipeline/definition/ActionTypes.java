package io.devopslab.cloud.service.codepipeline.definition;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeSettings;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetails;

/**
 * The action types that pipelines may use: those of AWS that can run here (CodePipeline User Guide, "Action
 * structure reference"), and the custom ones that users made.
 */
public final class ActionTypes {

    private static final List<ActionType> OF_AWS = List.of(
            aws(ActionCategory.SOURCE, "CodeCommit", artifacts(0, 0), artifacts(1, 1))
                    .settings(
                            urls(
                                    "https://console.aws.amazon.com/codecommit/home#/repository/{Config:RepositoryName}/browse/{Config:BranchName}/--/",
                                    "https://console.aws.amazon.com/codecommit/home#/repository/{Config:RepositoryName}/commit/{RevisionId}"))
                    .actionConfigurationProperties(
                            key("RepositoryName"),
                            key("BranchName"),
                            optional("PollForSourceChanges"),
                            optional("OutputArtifactFormat"))
                    .build(),
            aws(ActionCategory.SOURCE, "CodeStarSourceConnection", artifacts(0, 0), artifacts(1, 1))
                    .settings(
                            urls(
                                    "https://console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={Config:ConnectionArn}&referenceType=BRANCH&FullRepositoryId={Config:FullRepositoryId}&Branch={Config:BranchName}",
                                    "https://console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={Config:ConnectionArn}&referenceType=COMMIT&FullRepositoryId={Config:FullRepositoryId}&Commit={RevisionId}"))
                    .actionConfigurationProperties(
                            required("ConnectionArn"),
                            key("FullRepositoryId"),
                            key("BranchName"),
                            optional("OutputArtifactFormat"),
                            optional("DetectChanges"))
                    .build(),
            aws(ActionCategory.SOURCE, "S3", artifacts(0, 0), artifacts(1, 1))
                    .settings(urls(
                            "https://console.aws.amazon.com/s3/home?#", "https://console.aws.amazon.com/s3/home?#"))
                    .actionConfigurationProperties(
                            key("S3Bucket"),
                            key("S3ObjectKey"),
                            optional("PollForSourceChanges"),
                            optional("AllowOverrideForS3ObjectKey"))
                    .build(),
            codeBuild(ActionCategory.BUILD),
            codeBuild(ActionCategory.TEST),
            aws(ActionCategory.APPROVAL, "Manual", artifacts(0, 0), artifacts(0, 0))
                    .settings(ActionTypeSettings.builder()
                            .entityUrlTemplate("{Config:ExternalEntityLink}")
                            .build())
                    .actionConfigurationProperties(
                            optional("NotificationArn"), optional("ExternalEntityLink"), optional("CustomData"))
                    .build(),
            aws(ActionCategory.DEPLOY, "CloudFormation", artifacts(0, 10), artifacts(0, 1))
                    .settings(urls("https://console.aws.amazon.com/cloudformation/home?region=REGION#/", ""))
                    .actionConfigurationProperties(
                            required("ActionMode"),
                            key("StackName"),
                            optional("ChangeSetName"),
                            optional("TemplatePath"),
                            optional("TemplateConfiguration"),
                            optional("Capabilities"),
                            optional("RoleArn"),
                            optional("ParameterOverrides"),
                            optional("OutputFileName"))
                    .build(),
            aws(ActionCategory.DEPLOY, "CodeDeploy", artifacts(1, 1), artifacts(0, 0))
                    .settings(urls(
                            "https://console.aws.amazon.com/codedeploy/home?region=REGION#/applications/{Config:ApplicationName}/deployment-groups/{Config:DeploymentGroupName}",
                            ""))
                    .actionConfigurationProperties(key("ApplicationName"), key("DeploymentGroupName"))
                    .build(),
            aws(ActionCategory.DEPLOY, "S3", artifacts(1, 1), artifacts(0, 0))
                    .settings(urls("https://console.aws.amazon.com/s3/buckets/{Config:BucketName}", ""))
                    .actionConfigurationProperties(
                            key("BucketName"),
                            required("Extract"),
                            optional("ObjectKey"),
                            optional("KMSEncryptionKeyARN"),
                            optional("CannedACL"),
                            optional("CacheControl"))
                    .build(),
            aws(ActionCategory.INVOKE, "Lambda", artifacts(0, 5), artifacts(0, 5))
                    .settings(urls(
                            "https://console.aws.amazon.com/lambda/home?region=REGION#/functions/{Config:FunctionName}",
                            ""))
                    .actionConfigurationProperties(key("FunctionName"), optional("UserParameters"))
                    .build());

    private final Table<ActionType> custom;

    public ActionTypes(Store store) {
        this.custom = store.table("custom-action-types", ActionType.class);
    }

    private static ActionType codeBuild(ActionCategory category) {
        return aws(category, "CodeBuild", artifacts(1, 5), artifacts(0, 5))
                .settings(urls(
                        "https://REGION.console.aws.amazon.com/codebuild/home?#/projects/{Config:ProjectName}/view",
                        ""))
                .actionConfigurationProperties(
                        key("ProjectName"),
                        optional("PrimarySource"),
                        optional("BatchEnabled"),
                        optional("CombineArtifacts"),
                        optional("EnvironmentVariables"))
                .build();
    }

    private static ActionType.Builder aws(
            ActionCategory category, String provider, ArtifactDetails inputs, ArtifactDetails outputs) {
        return ActionType.builder()
                .id(ActionTypeId.builder()
                        .category(category)
                        .owner(ActionOwner.AWS)
                        .provider(provider)
                        .version("1")
                        .build())
                .inputArtifactDetails(inputs)
                .outputArtifactDetails(outputs);
    }

    private static ArtifactDetails artifacts(int min, int max) {
        return ArtifactDetails.builder().minimumCount(min).maximumCount(max).build();
    }

    private static ActionTypeSettings urls(String entity, String revision) {
        return ActionTypeSettings.builder()
                .entityUrlTemplate(entity)
                .revisionUrlTemplate(revision.isEmpty() ? null : revision)
                .build();
    }

    private static ActionConfigurationProperty key(String name) {
        return property(name, true, true);
    }

    private static ActionConfigurationProperty required(String name) {
        return property(name, true, false);
    }

    private static ActionConfigurationProperty optional(String name) {
        return property(name, false, false);
    }

    private static ActionConfigurationProperty property(String name, boolean required, boolean key) {
        return ActionConfigurationProperty.builder()
                .name(name)
                .required(required)
                .key(key)
                .secret(false)
                .queryable(false)
                .build();
    }

    /** All action types, AWS's first. */
    public List<ActionType> all() {
        return Stream.concat(OF_AWS.stream(), custom.values().stream()).toList();
    }

    public Optional<ActionType> find(ActionTypeId id) {
        return all().stream().filter(type -> type.id().equals(id)).findFirst();
    }

    /** Keeps a custom action type, unless there is one of its category, provider and version. */
    public boolean add(ActionType type) {
        return custom.putIfAbsent(keyOf(type.id()), type);
    }

    public void remove(ActionTypeId id) {
        custom.remove(keyOf(id));
    }

    private static String keyOf(ActionTypeId id) {
        return id.categoryAsString() + "/" + id.provider() + "/" + id.version();
    }
}
