package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.RuleTypes;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.ActionProviders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Who does the actions of which type. */
public final class Providers implements ActionProviders {

    private final Map<String, ActionProvider> ofAws = new HashMap<>();
    private final ActionProvider custom;

    /** Whom actions call. */
    public record Clients(
            Supplier<S3Client> s3,
            Supplier<CodeCommitClient> codeCommit,
            Supplier<CodeBuildClient> codeBuild,
            Supplier<CloudFormationClient> cloudFormation,
            Supplier<LambdaClient> lambda,
            Supplier<SnsClient> sns,
            Supplier<CodeConnectionsClient> connections,
            Supplier<CodeDeployClient> codeDeploy,
            Supplier<CloudWatchClient> cloudWatch) {}

    public Providers(ServiceContext context, Clients clients, Jobs jobs) {
        Artifacts artifacts = new Artifacts(clients.s3());
        ActionProvider build = new CodeBuildAction(context.scope(), clients.codeBuild());
        Commits commits = new Commits(context, clients.codeCommit(), artifacts);
        ofAws.put("Source/CodeCommit", new CodeCommitSource(context, commits));
        ofAws.put("Source/CodeStarSourceConnection", new ConnectionSource(context, clients.connections(), commits));
        ofAws.put("Source/S3", new S3Source(context, clients.s3()));
        ofAws.put("Build/CodeBuild", build);
        ofAws.put("Test/CodeBuild", build);
        ofAws.put("Approval/Manual", new ManualApproval(context, clients.sns()));
        ofAws.put("Deploy/CloudFormation", new CloudFormationDeploy(context, clients.cloudFormation(), artifacts));
        ofAws.put("Deploy/CodeDeploy", new CodeDeployAction(context.scope(), clients.codeDeploy()));
        ofAws.put("Deploy/S3", new S3Deploy(clients.s3(), artifacts));
        ActionProvider invoke = new LambdaInvoke(context, clients.lambda(), jobs);
        ofAws.put("Invoke/Lambda", invoke);
        ofAws.put(RuleTypes.CATEGORY + "/LambdaInvoke", invoke);
        ofAws.put(
                RuleTypes.CATEGORY + "/CloudWatchAlarm", new CloudWatchAlarmRule(context.time(), clients.cloudWatch()));
        ofAws.put(RuleTypes.CATEGORY + "/VariableCheck", new VariableCheck());
        this.custom = new CustomAction(jobs);
    }

    @Override
    public ActionProvider of(ActionTypeId type) {
        if (type.owner() != ActionOwner.AWS) {
            return custom;
        }
        String name = type.categoryAsString() + "/" + type.provider();
        return Optional.ofNullable(ofAws.get(name))
                .orElseThrow(() -> new IllegalStateException("There is no provider of " + name + " actions."));
    }
}
