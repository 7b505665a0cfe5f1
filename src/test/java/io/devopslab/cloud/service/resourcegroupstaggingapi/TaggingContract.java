package io.devopslab.cloud.service.resourcegroupstaggingapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.PaginationTokenExpiredException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What the tagging service promises, for any implementation of its client. */
abstract class TaggingContract {

    /** One of each kind that a stack can make and that has tags. */
    private static final String TEMPLATE = """
            {"Resources": {
              "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmName": "t-alarm", "Namespace": "N",
                "MetricName": "M", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1,
                "ComparisonOperator": "GreaterThanThreshold"}},
              "Group": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/t/group"}},
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "t-role", "AssumeRolePolicyDocument":
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "codebuild.amazonaws.com"}}]}}},
              "Project": {"Type": "AWS::CodeBuild::Project", "Properties": {"Name": "t-project",
                "ServiceRole": {"Fn::GetAtt": ["Role", "Arn"]}, "Artifacts": {"Type": "NO_ARTIFACTS"},
                "Source": {"Type": "NO_SOURCE", "BuildSpec": "version: 0.2"},
                "Environment": {"Type": "LINUX_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "x"}}},
              "Repository": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": "t-repository"}},
              "Application": {"Type": "AWS::CodeDeploy::Application", "Properties": {"ApplicationName": "t-app"}},
              "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Name": "t-rule", "EventPattern": {"source": ["x"]}}},
              "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "t-bucket-of-tags"}},
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "t-topic"}},
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "t-queue"}},
              "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}},
              "Parameter": {"Type": "AWS::SSM::Parameter",
                "Properties": {"Name": "/t/parameter", "Type": "String", "Value": "x"}}}}
            """;

    private Clients cloud;

    abstract Clients open(Path directory);

    /** Waits until nothing is in progress. */
    abstract void settle(Duration time);

    private ResourceGroupsTaggingApiClient tagging() {
        return cloud.get(ResourceGroupsTaggingApiClient.class);
    }

    @BeforeAll
    void fill(@TempDir Path directory) {
        cloud = open(directory);
        CloudFormationClient stacks = cloud.get(CloudFormationClient.class);
        stacks.createStack(r -> r.stackName("tagged")
                .templateBody(TEMPLATE)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .tags(t -> t.key("owner").value("stack")));
        settle(Duration.ofMinutes(5));
        assertThat(stacks.describeStacks(r -> r.stackName("tagged"))
                        .stacks()
                        .get(0)
                        .stackStatusAsString())
                .isEqualTo("CREATE_COMPLETE");
        for (int i = 0; i < 3; i++) {
            String name = "many-" + i;
            cloud.get(SnsClient.class)
                    .createTopic(r -> r.name(name).tags(t -> t.key("many").value(name)));
        }
        cloud.get(SqsClient.class).createQueue(r -> r.queueName("untagged"));
    }

    private List<String> arns(Consumer<GetResourcesRequest.Builder> request) {
        return tagging().getResources(request).resourceTagMappingList().stream()
                .map(ResourceTagMapping::resourceARN)
                .toList();
    }

    @Test
    void what_a_stack_tags_is_listed_with_all_its_tags() {
        GetResourcesResponse found = tagging().getResources(r -> r.tagFilters(f -> f.key("owner")));

        assertThat(found.resourceTagMappingList())
                .extracting(mapping -> mapping.resourceARN().replaceFirst(":\\d{12}:", ":ACCOUNT:"))
                .anyMatch(arn -> arn.startsWith("arn:aws:cloudformation:eu-west-1:ACCOUNT:stack/tagged/"))
                .anyMatch(arn -> arn.startsWith("arn:aws:ec2:eu-west-1:ACCOUNT:vpc/vpc-"))
                .contains(
                        "arn:aws:cloudwatch:eu-west-1:ACCOUNT:alarm:t-alarm",
                        "arn:aws:logs:eu-west-1:ACCOUNT:log-group:/t/group",
                        "arn:aws:codebuild:eu-west-1:ACCOUNT:project/t-project",
                        "arn:aws:codecommit:eu-west-1:ACCOUNT:t-repository",
                        "arn:aws:codedeploy:eu-west-1:ACCOUNT:application:t-app",
                        "arn:aws:events:eu-west-1:ACCOUNT:rule/t-rule",
                        "arn:aws:s3:::t-bucket-of-tags",
                        "arn:aws:sns:eu-west-1:ACCOUNT:t-topic",
                        "arn:aws:sqs:eu-west-1:ACCOUNT:t-queue",
                        "arn:aws:ssm:eu-west-1:ACCOUNT:parameter/t/parameter")
                .noneMatch(arn -> arn.contains(":iam:"));
        assertThat(found.resourceTagMappingList())
                .filteredOn(mapping -> mapping.resourceARN().endsWith(":t-topic"))
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.tags())
                        .contains(
                                Tag.builder().key("owner").value("stack").build(),
                                Tag.builder()
                                        .key("aws:cloudformation:logical-id")
                                        .value("Topic")
                                        .build()));
        assertThat(found.paginationToken()).isEmpty();
    }

    @Test
    void filters_are_all_met_each_by_one_of_its_values() {
        assertThat(arns(r -> r.tagFilters(f -> f.key("many").values("many-0", "many-2"))))
                .extracting(arn -> arn.replaceAll(".*:", ""))
                .containsExactly("many-0", "many-2");
        assertThat(arns(r -> r.tagFilters(f -> f.key("many"), f -> f.key("owner"))))
                .isEmpty();
        assertThat(arns(r -> r.tagFilters(f -> f.key("owner")).resourceTypeFilters("sns", "ssm:parameter")))
                .hasSize(2)
                .allMatch(arn -> arn.contains(":sns:") || arn.contains(":ssm:"));
        assertThat(arns(r -> r.resourceTypeFilters("sqs"))).noneMatch(arn -> arn.endsWith("untagged"));
    }

    @Test
    void named_resources_are_shown_and_nothing_else() {
        assertThat(arns(r -> r.resourceARNList("arn:aws:s3:::t-bucket-of-tags", "arn:aws:s3:::nobodys")))
                .containsExactly("arn:aws:s3:::t-bucket-of-tags");
    }

    @Test
    void pages_show_everything_once() {
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            String from = token;
            GetResourcesResponse page = tagging()
                    .getResources(r ->
                            r.tagFilters(f -> f.key("many")).resourcesPerPage(1).paginationToken(from));
            assertThat(page.resourceTagMappingList()).hasSize(1);
            page.resourceTagMappingList().forEach(mapping -> found.add(mapping.resourceARN()));
            token = page.paginationToken();
        } while (!token.isEmpty());

        assertThat(found).hasSize(3).doesNotHaveDuplicates();
        assertThat(tagging()
                        .getResourcesPaginator(
                                r -> r.tagFilters(f -> f.key("many")).resourcesPerPage(2))
                        .stream()
                        .flatMap(page -> page.resourceTagMappingList().stream()))
                .hasSize(3);
    }

    @Test
    void what_is_deleted_or_untagged_is_not_listed_any_more() {
        SsmClient parameters = cloud.get(SsmClient.class);
        parameters.putParameter(
                r -> r.name("/fleeting").type(ParameterType.STRING).value("x").tags(t -> t.key("fleeting")
                        .value("yes")));
        assertThat(arns(r -> r.tagFilters(f -> f.key("fleeting")))).hasSize(1);

        parameters.deleteParameter(r -> r.name("/fleeting"));

        assertThat(arns(r -> r.tagFilters(f -> f.key("fleeting")))).isEmpty();
    }

    @Test
    void keys_and_values_are_listed_once_each() {
        assertThat(tagging().getTagKeys(r -> {}).tagKeys())
                .contains("owner", "many")
                .doesNotHaveDuplicates();
        assertThat(tagging().getTagValues(r -> r.key("owner")).tagValues()).containsExactly("stack");
        assertThat(tagging().getTagValues(r -> r.key("many")).tagValues())
                .containsExactly("many-0", "many-1", "many-2");
        assertThat(tagging().getTagValues(r -> r.key("nobodys")).tagValues()).isEmpty();
    }

    @Test
    void requests_are_checked() {
        for (Consumer<GetResourcesRequest.Builder> wrong : List.<Consumer<GetResourcesRequest.Builder>>of(
                r -> r.resourcesPerPage(0),
                r -> r.resourcesPerPage(101),
                r -> r.tagFilters(f -> f.values("x")),
                r -> r.tagFilters(f -> f.key("x".repeat(129))),
                r -> r.resourceARNList("arn:aws:s3:::x").resourceTypeFilters("s3"))) {
            assertThatThrownBy(() -> tagging().getResources(wrong)).isInstanceOf(InvalidParameterException.class);
        }
        assertThatThrownBy(() -> tagging().getResources(r -> r.paginationToken("of nobody")))
                .isInstanceOf(PaginationTokenExpiredException.class);
        assertThatThrownBy(() -> tagging().getTagValues(r -> {})).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void what_it_does_not_do_it_does_not_pretend() {
        for (Runnable call :
                List.<Runnable>of(() -> tagging().getResources(r -> r.includeComplianceDetails(true)), () -> tagging()
                        .tagResources(r -> r.resourceARNList("arn:aws:s3:::t-bucket-of-tags")
                                .tags(Map.of("a", "b"))))) {
            assertThatThrownBy(call::run).satisfies(e -> assertThat(e instanceof UnsupportedOperationException
                            || (e instanceof AwsServiceException answer && answer.statusCode() == 501))
                    .as(e.toString())
                    .isTrue());
        }
    }
}
