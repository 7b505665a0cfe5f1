package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What CloudFormation promises to those who know nothing but its client, on resource types of several services. */
abstract class CloudFormationContract {

    private static final String PARAMETER = """
            Parameters:
              Value: {Type: String, Default: one}
            Resources:
              Parameter:
                Type: AWS::SSM::Parameter
                Properties: {Type: String, Name: !Sub '/${AWS::StackName}/value', Value: !Ref Value}
            Outputs:
              Name: {Value: !Ref Parameter, Export: {Name: !Sub '${AWS::StackName}-name'}}
            """;

    abstract Clients clients();

    /** Lets the operation of the stack come to its end. */
    abstract void settle(String stackId);

    CloudFormationClient cloudFormation() {
        return clients().get(CloudFormationClient.class);
    }

    private static String name() {
        return "stack-" + UUID.randomUUID();
    }

    private String create(String name, String body) {
        String id = cloudFormation()
                .createStack(CreateStackRequest.builder()
                        .stackName(name)
                        .templateBody(body)
                        .capabilities(Capability.CAPABILITY_NAMED_IAM)
                        .tags(Tag.builder().key("team").value("shop").build())
                        .build())
                .stackId();
        settle(id);
        return id;
    }

    private Stack stack(String id) {
        return cloudFormation().describeStacks(r -> r.stackName(id)).stacks().get(0);
    }

    private String value(String name) {
        return clients()
                .get(SsmClient.class)
                .getParameter(r -> r.name("/" + name + "/value"))
                .parameter()
                .value();
    }

    @Test
    void stack_lives_and_dies() {
        String name = name();
        String id = create(name, PARAMETER);
        assertThat(id).matches("arn:aws:cloudformation:[a-z0-9-]+:\\d{12}:stack/" + name + "/[0-9a-f-]{36}");
        assertThat(stack(name).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack(name).outputs()).extracting(Output::outputValue).containsExactly("/" + name + "/value");
        assertThat(value(name)).isEqualTo("one");

        cloudFormation()
                .updateStack(r -> r.stackName(name).templateBody(PARAMETER.replace("Default: one", "Default: two")));
        settle(id);
        assertThat(stack(name).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(value(name)).isEqualTo("two");

        cloudFormation().deleteStack(r -> r.stackName(name));
        settle(id);
        assertThat(stack(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThatThrownBy(() -> value(name))
                .isInstanceOf(software.amazon.awssdk.services.ssm.model.ParameterNotFoundException.class);
        assertThatThrownBy(() -> stack(name)).isInstanceOfSatisfying(CloudFormationException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Stack with id " + name + " does not exist");
        });
        assertThat(cloudFormation()
                        .listStacks(r -> r.stackStatusFiltersWithStrings("DELETE_COMPLETE"))
                        .stackSummaries())
                .anyMatch(summary -> summary.stackId().equals(id));
    }

    @Test
    void a_policy_protects_the_resources_of_a_stack() {
        String name = name();
        String id = create(name, PARAMETER);
        String bucket = "policies-" + UUID.randomUUID();
        String policy = "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"Update:Modify\",\"Principal\":\"*\","
                + "\"Resource\":\"LogicalResourceId/*\"}]}";
        S3Client s3 = clients().get(S3Client.class);
        s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3.putObject(r -> r.bucket(bucket).key("policy.json"), RequestBody.fromString(policy));
        cloudFormation().setStackPolicy(r -> r.stackName(name)
                .stackPolicyURL("https://" + bucket + ".s3.amazonaws.com/policy.json"));
        assertThat(cloudFormation().getStackPolicy(r -> r.stackName(name)).stackPolicyBody())
                .isEqualTo(policy);

        cloudFormation()
                .updateStack(r -> r.stackName(name).templateBody(PARAMETER.replace("Default: one", "Default: two")));
        settle(id);
        assertThat(stack(name).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(value(name)).isEqualTo("one");
        assertThat(cloudFormation().describeStackEvents(r -> r.stackName(name)).stackEvents())
                .extracting(event -> event.resourceStatusReason())
                .contains("Action denied by stack policy: Statement [#1] does not allow [Update:Modify] for resource"
                        + " [LogicalResourceId/*];");
        assertThatThrownBy(() ->
                        cloudFormation().setStackPolicy(r -> r.stackName(name).stackPolicyURL("none")))
                .hasMessageContaining("StackPolicyURL must be a supported URL.");
    }

    @Test
    void change_set_creates_the_stack() {
        String name = name();
        String id = cloudFormation()
                .createChangeSet(r -> r.stackName(name)
                        .changeSetName("first")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(PARAMETER))
                .stackId();
        assertThat(cloudFormation()
                        .describeChangeSet(r -> r.stackName(name).changeSetName("first"))
                        .statusAsString())
                .isEqualTo("CREATE_COMPLETE");
        cloudFormation().executeChangeSet(r -> r.stackName(name).changeSetName("first"));
        settle(id);

        assertThat(stack(name).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(value(name)).isEqualTo("one");
    }

    @Test
    void resources_of_several_services_stand_together() {
        String name = name();
        String id = create(name, """
                Resources:
                  Bucket: {Type: AWS::S3::Bucket}
                  Role:
                    Type: AWS::IAM::Role
                    Properties:
                      AssumeRolePolicyDocument:
                        Version: 2012-10-17
                        Statement: [{Effect: Allow, Principal: {Service: codebuild.amazonaws.com}, Action: sts:AssumeRole}]
                  Policy:
                    Type: AWS::IAM::Policy
                    Properties:
                      PolicyName: read
                      Roles: [!Ref Role]
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement: [{Effect: Allow, Action: 's3:*', Resource: !Sub '${Bucket.Arn}/*'}]
                  Logs: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 7}}
                  Parameter: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !GetAtt Role.Arn}}
                  CDKMetadata: {Type: AWS::CDK::Metadata, Properties: {Analytics: v2}}
                Outputs:
                  Bucket: {Value: !Ref Bucket}
                """);
        assertThat(stack(id).stackStatusReason()).isNull();
        assertThat(stack(id).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        String bucket = stack(id).outputs().get(0).outputValue();
        assertThat(bucket).matches("[a-z0-9.-]{3,63}");

        clients().get(S3Client.class).putObject(r -> r.bucket(bucket).key("held"), RequestBody.fromString("x"));
        cloudFormation().deleteStack(r -> r.stackName(name));
        settle(id);
        assertThat(stack(id).stackStatusAsString()).isEqualTo("DELETE_FAILED");
        assertThat(stack(id).stackStatusReason()).isEqualTo("The following resource(s) failed to delete: [Bucket]. ");

        clients().get(S3Client.class).deleteObject(r -> r.bucket(bucket).key("held"));
        cloudFormation().deleteStack(r -> r.stackName(name));
        settle(id);
        assertThat(stack(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void template_can_come_from_a_bucket() {
        String bucket = "templates-" + UUID.randomUUID();
        clients().get(S3Client.class).createBucket(r -> r.bucket(bucket)
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        clients()
                .get(S3Client.class)
                .putObject(r -> r.bucket(bucket).key("dir/app.yaml"), RequestBody.fromString(PARAMETER));
        String name = name();
        String id = cloudFormation()
                .createStack(r ->
                        r.stackName(name).templateURL("https://" + bucket + ".s3.eu-west-1.amazonaws.com/dir/app.yaml"))
                .stackId();
        settle(id);
        assertThat(value(name)).isEqualTo("one");
        assertThat(cloudFormation()
                        .validateTemplate(r -> r.templateURL("http://127.0.0.1:4560/" + bucket + "/dir/app.yaml"))
                        .parameters())
                .hasSize(1);
        assertThatThrownBy(() -> cloudFormation()
                        .validateTemplate(r -> r.templateURL("https://s3.amazonaws.com/" + bucket + "/none")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("S3 error: Access Denied");
    }

    @Test
    void events_come_in_pages_newest_first() {
        StringBuilder body = new StringBuilder("Resources:\n");
        for (int i = 0; i < 40; i++) {
            body.append("  P")
                    .append(i)
                    .append(": {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: x}}\n");
        }
        String id = create(name(), body.toString());

        var pages = cloudFormation()
                .describeStackEventsPaginator(
                        DescribeStackEventsRequest.builder().stackName(id).build());
        assertThat(pages.stream()).hasSize(2);
        assertThat(pages.stackEvents().stream().map(StackEvent::eventId).distinct())
                .hasSize(40 * 3 + 2);
        assertThat(pages.stackEvents().iterator().next().resourceStatusAsString())
                .isEqualTo("CREATE_COMPLETE");
        assertThatThrownBy(() -> cloudFormation()
                        .describeStackEvents(r -> r.stackName(id).nextToken("nonsense")))
                .isInstanceOf(CloudFormationException.class);
    }

    @Test
    void protected_stack_is_not_deleted() {
        String name = name();
        create(name, PARAMETER);
        cloudFormation().updateTerminationProtection(r -> r.stackName(name).enableTerminationProtection(true));

        assertThatThrownBy(() -> cloudFormation().deleteStack(r -> r.stackName(name)))
                .hasMessageContaining("Stack [" + name + "] cannot be deleted while TerminationProtection is enabled");
        assertThat(stack(name).enableTerminationProtection()).isTrue();
    }

    @Test
    void failed_update_that_was_kept_goes_back() {
        String name = name();
        create(name, PARAMETER);
        String failing = PARAMETER.replace("Default: one", "Default: two").replace("Outputs:", """
                  Bad:
                    Type: AWS::SSM::Parameter
                    DependsOn: Parameter
                    Properties: {Type: Nothing, Value: x}
                Outputs:""");
        cloudFormation()
                .updateStack(r -> r.stackName(name).templateBody(failing).disableRollback(true));
        settle(stack(name).stackId());
        assertThat(stack(name).stackStatusAsString()).isEqualTo("UPDATE_FAILED");
        assertThat(value(name)).isEqualTo("two");

        assertThat(cloudFormation().rollbackStack(r -> r.stackName(name)).stackId())
                .isEqualTo(stack(name).stackId());
        settle(stack(name).stackId());
        assertThat(stack(name).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(value(name)).isEqualTo("one");
    }

    @Test
    void change_set_has_its_template() {
        String name = name();
        create(name, PARAMETER);
        String next = PARAMETER.replace("Default: one", "Default: two");
        String id = cloudFormation()
                .createChangeSet(r -> r.stackName(name).changeSetName("next").templateBody(next))
                .id();

        assertThat(cloudFormation().getTemplate(r -> r.changeSetName(id)).templateBody())
                .isEqualTo(next);
    }

    @Test
    void required_members_and_names_are_checked() {
        assertThatThrownBy(() -> cloudFormation().createStack(r -> r.templateBody("x")))
                .hasMessageContaining("1 validation error detected: Value null at 'stackName' failed to satisfy"
                        + " constraint: Member must not be null");
        assertThatThrownBy(() ->
                        cloudFormation().createStack(r -> r.stackName("a b").templateBody("x")))
                .hasMessageContaining("failed to satisfy constraint: Member must satisfy regular expression pattern:");
        assertThatThrownBy(() -> cloudFormation().createStack(r -> r.stackName(name())))
                .hasMessageContaining("Either Template URL or Template Body must be specified.");
        assertThatThrownBy(() -> cloudFormation()
                        .describeStackResource(r -> r.stackName("none").logicalResourceId("x")))
                .hasMessageContaining("Stack 'none' does not exist");
    }
}
