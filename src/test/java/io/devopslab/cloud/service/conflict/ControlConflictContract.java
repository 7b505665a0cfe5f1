package io.devopslab.cloud.service.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What many clients see of the same repositories, users, functions and stacks. */
abstract class ControlConflictContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "lambda.amazonaws.com"}}]}""";

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private CodeCommitClient repositories() {
        return clients().get(CodeCommitClient.class);
    }

    private IamClient iam() {
        return clients().get(IamClient.class);
    }

    private LambdaClient lambda() {
        return clients().get(LambdaClient.class);
    }

    private CloudFormationClient stacks() {
        return clients().get(CloudFormationClient.class);
    }

    private String role(String name) {
        return iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
    }

    private static Consumer<CreateCommitRequest.Builder> commit(String repository, String text) {
        return r -> r.repositoryName(repository)
                .branchName("main")
                .commitMessage(text)
                .putFiles(f -> f.filePath("file").fileContent(SdkBytes.fromUtf8String(text)));
    }

    @Test
    void one_commit_on_the_same_parent_wins() throws Exception {
        Race.run(client -> repositories().createRepository(r -> r.repositoryName("race")))
                .onlyWinner("RepositoryNameExistsException");
        String parent = repositories().createCommit(commit("race", "first")).commitId();

        String winner = Race.run(client -> repositories()
                        .createCommit(commit("race", "of client " + client).andThen(r -> r.parentCommitId(parent)))
                        .commitId())
                .onlyWinner("ParentCommitIdOutdatedException");

        assertThat(repositories()
                        .getBranch(r -> r.repositoryName("race").branchName("main"))
                        .branch()
                        .commitId())
                .isEqualTo(winner);
        var kept = repositories()
                .getCommit(r -> r.repositoryName("race").commitId(winner))
                .commit();
        assertThat(kept.parents()).containsExactly(parent);
        assertThat(repositories()
                        .getFile(r -> r.repositoryName("race").filePath("file"))
                        .fileContent()
                        .asUtf8String())
                .isEqualTo(kept.message());
    }

    @Test
    void one_creation_of_a_branch_wins() throws Exception {
        repositories().createRepository(r -> r.repositoryName("race-branch"));
        String tip = repositories().createCommit(commit("race-branch", "first")).commitId();

        Race.run(client -> repositories().createBranch(r -> r.repositoryName("race-branch")
                        .branchName("topic")
                        .commitId(tip)))
                .onlyWinner("BranchNameExistsException");
    }

    @Test
    void one_creation_of_a_user_wins_and_it_has_two_keys_at_most() throws Exception {
        Race.run(client -> iam().createUser(r -> r.userName("race"))).onlyWinner("EntityAlreadyExists");

        Race<String> keys = Race.run(client -> iam().createAccessKey(r -> r.userName("race"))
                        .accessKey()
                        .accessKeyId())
                .hasErrors("LimitExceeded");

        assertThat(keys.wins()).hasSize(2);
        assertThat(iam().listAccessKeys(r -> r.userName("race")).accessKeyMetadata())
                .extracting(key -> key.accessKeyId())
                .containsExactlyInAnyOrderElementsOf(keys.wins());
    }

    @Test
    void one_update_of_the_revision_that_was_read_wins() throws Exception {
        String role = role("race-lambda");
        SdkBytes code = SdkBytes.fromByteArray(JavaCode.zip("index.py", "def handler(event, context): pass"));
        Race.run(client -> lambda().createFunction(r -> r.functionName("race")
                        .runtime(Runtime.PYTHON3_12)
                        .handler("index.handler")
                        .role(role)
                        .code(c -> c.zipFile(code))))
                .onlyWinner("ResourceConflictException");
        pass(Duration.ofMinutes(1));
        String read =
                lambda().getFunctionConfiguration(r -> r.functionName("race")).revisionId();

        String winner = Race.run(client -> lambda().updateFunctionConfiguration(r -> r.functionName("race")
                                .description("of client " + client)
                                .revisionId(read))
                        .description())
                // AWS refuses an update while another goes on, too.
                .onlyWinner("PreconditionFailedException", "ResourceConflictException");

        assertThat(lambda().getFunctionConfiguration(r -> r.functionName("race"))
                        .description())
                .isEqualTo(winner);
        pass(Duration.ofMinutes(1));
        // A version of what has not changed is the version that there is.
        assertThat(new HashSet<>(Race.run(client -> lambda().publishVersion(r -> r.functionName("race"))
                                .version())
                        .all()))
                .containsExactly("1");
    }

    @Test
    void a_topic_and_a_subscription_are_made_once() throws Exception {
        SnsClient sns = clients().get(SnsClient.class);
        List<String> topics = Race.run(
                        client -> sns.createTopic(r -> r.name("race")).topicArn())
                .all();
        assertThat(new HashSet<>(topics)).hasSize(1);
        String topic = topics.get(0);

        List<String> subscriptions = Race.run(client -> sns.subscribe(r -> r.topicArn(topic)
                                .protocol("sqs")
                                .endpoint("arn:aws:sqs:eu-west-1:123456789012:race")
                                .returnSubscriptionArn(true))
                        .subscriptionArn())
                .all();

        assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .extracting(Subscription::subscriptionArn)
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(subscriptions))
                .hasSize(1);
    }

    private static String template(String value) {
        return "Resources: {It: {Type: AWS::SSM::Parameter, Properties: {Name: /race/stack, Type: String, Value: '"
                + value + "'}}}";
    }

    @Test
    void one_execution_of_a_change_set_wins() throws Exception {
        stacks().createChangeSet(r -> r.stackName("race-change")
                .changeSetName("first")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody("Resources: {It: {Type: AWS::SNS::Topic}}"));
        pass(Duration.ofMinutes(1));

        Race.run(client -> stacks().executeChangeSet(
                                r -> r.stackName("race-change").changeSetName("first")))
                .onlyWinner("InvalidChangeSetStatus");
        pass(Duration.ofMinutes(5));

        assertThat(stacks().describeStackEvents(r -> r.stackName("race-change")).stackEvents())
                .filteredOn(event -> event.resourceStatusAsString().equals("CREATE_IN_PROGRESS"))
                .extracting(StackEvent::logicalResourceId)
                .contains("race-change", "It");
    }

    private Optional<Stack> stack() {
        return stacks().describeStacks(r -> r.stackName("race")).stacks().stream()
                .findFirst();
    }

    @Test
    void one_creation_and_one_update_of_a_stack_win() throws Exception {
        Race.run(client -> stacks().createStack(r -> r.stackName("race").templateBody(template("before"))))
                .onlyWinner("AlreadyExistsException");
        pass(Duration.ofMinutes(5));
        assertThat(stack()).get().extracting(Stack::stackStatusAsString).isEqualTo("CREATE_COMPLETE");

        Race<String> updates =
                Race.run(client -> stacks().updateStack(r -> r.stackName("race").templateBody(template("after")))
                        .stackId());
        updates.onlyWinner("ValidationError");
        // One that comes when the update is over finds nothing to change.
        assertThat(updates.errors())
                .extracting(AwsServiceException::getMessage)
                .allMatch(
                        message -> message.matches("(?s).* is in UPDATE_\\w*IN_PROGRESS state and can not be updated.*")
                                || message.contains("No updates are to be performed."));
        pass(Duration.ofMinutes(5));

        assertThat(stack()).get().extracting(Stack::stackStatusAsString).isEqualTo("UPDATE_COMPLETE");
        assertThat(stacks().describeStackEvents(r -> r.stackName("race")).stackEvents())
                .filteredOn(event -> event.resourceStatusAsString().equals("UPDATE_IN_PROGRESS"))
                .extracting(StackEvent::logicalResourceId)
                .containsExactlyInAnyOrder("race", "It");
        assertThat(clients()
                        .get(SsmClient.class)
                        .getParameter(r -> r.name("/race/stack"))
                        .parameter()
                        .version())
                .isEqualTo(2);
    }
}
