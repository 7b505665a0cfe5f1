package io.devopslab.wire.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

final class RouterTest {

    private static final List<Class<? extends SdkClient>> ALL = List.of(
            S3Client.class,
            LambdaClient.class,
            CloudFormationClient.class,
            CloudWatchClient.class,
            CloudWatchLogsClient.class,
            CodeBuildClient.class,
            CodeCommitClient.class,
            CodePipelineClient.class,
            DynamoDbClient.class,
            Ec2Client.class,
            EventBridgeClient.class,
            IamClient.class,
            SsmClient.class,
            StsClient.class);

    private final Router router = new Router(ALL);

    /** The request that a client makes of an operation, as far as routing looks at it. */
    private static WireRequest request(Operation operation) {
        String uri = operation.binding().requestUri();
        HttpShapes.Needs needs = HttpShapes.needs(operation.newRequest());
        StringBuilder path = new StringBuilder();
        if (operation.service().protocol() == ProtocolKind.REST_XML
                && needs.labels().contains("Bucket")) {
            path.append("/bucket");
        }
        int mark = uri.indexOf('?');
        path.append((mark < 0 ? uri : uri.substring(0, mark)).replaceAll("\\{[^}]*\\}", "a%20label"));
        List<String> query = new ArrayList<>(mark < 0 ? List.of() : List.of(uri.substring(mark + 1)));
        needs.parameters().forEach(name -> query.add(name + "=1"));
        Headers headers = new Headers();
        needs.headers().forEach(name -> headers.add(name, "value"));
        if (operation.service().protocol() == ProtocolKind.JSON) {
            headers.add("X-Amz-Target", operation.identifier());
            headers.add("Content-Type", "application/x-amz-json-1.1");
        }
        return new WireRequest(
                operation.binding().httpMethod().name(),
                path.isEmpty() ? "/" : path.toString(),
                String.join("&", query),
                headers,
                Body.EMPTY);
    }

    private Operation routed(Operation operation, boolean signed) {
        ServiceModel service = operation.service();
        return router.route(
                        request(operation),
                        service.protocol(),
                        signed ? Optional.of(service.signingName()) : Optional.empty(),
                        Parameters.parse("Action=" + operation.name() + "&Version=" + operation.apiVersion()))
                .operation();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_operation_of_every_service_is_found(boolean signed) {
        List<String> lost = new ArrayList<>();
        int count = 0;
        for (ServiceModel service : router.services()) {
            for (Operation operation : service.operations()) {
                if (operation.name().equals("WriteGetObjectResponse")) {
                    continue; // Object Lambda's, at a host of its own
                }
                count++;
                Operation found = routed(operation, signed);
                if (found != operation) {
                    lost.add(service + ":" + operation.name() + " went to " + found.service() + ":" + found.name());
                }
            }
        }
        // Both are GET / and nothing else; a client that means the rarer one says so.
        assertThat(lost).containsExactly("S3:ListDirectoryBuckets went to S3:ListBuckets");
        assertThat(count).isGreaterThan(1_500);
    }

    @Test
    void every_operation_has_a_method_except_those_that_answer_with_events() {
        List<String> without = new ArrayList<>();
        for (ServiceModel service : router.services()) {
            for (Operation operation : service.operations()) {
                if (!operation.hasMethod()) {
                    without.add(service + ":" + operation.name());
                }
            }
        }
        assertThat(without)
                .containsExactlyInAnyOrder(
                        "S3:SelectObjectContent",
                        "Lambda:InvokeWithResponseStream",
                        "CloudWatchLogs:StartLiveTail",
                        "CloudWatchLogs:GetLogObject");
    }

    @Test
    void what_answers_with_events_has_a_method_of_the_asynchronous_interface() {
        List<String> found = new ArrayList<>();
        for (ServiceModel service : router.services()) {
            for (Operation operation : service.operations()) {
                if (operation.givesEvents()) {
                    found.add(operation.eventClient().getSimpleName() + ":" + operation.name());
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "S3AsyncClient:SelectObjectContent",
                        "LambdaAsyncClient:InvokeWithResponseStream",
                        "CloudWatchLogsAsyncClient:StartLiveTail",
                        "CloudWatchLogsAsyncClient:GetLogObject");
    }

    @Test
    void the_protocol_of_each_service_is_known() {
        assertThat(router.services())
                .extracting(s -> s + " " + s.protocol())
                .contains(
                        "S3 REST_XML",
                        "Lambda REST_JSON",
                        "CloudFormation QUERY",
                        "CloudWatch QUERY",
                        "CodePipeline JSON",
                        "Ec2 EC2",
                        "Iam QUERY",
                        "Ssm JSON");
    }

    @Test
    void names_that_the_sdk_spells_differently_are_the_apis() {
        ServiceModel iam = new ServiceModel(IamClient.class);

        assertThat(iam.operation("ListMFADevices")).isPresent();
        assertThat(iam.operation("ListMfaDevices")).isEmpty();
        assertThat(iam.operation("")).isEmpty();
        assertThat(iam.operation("../../etc/passwd")).isEmpty();
    }

    @Test
    void coverage_counts_what_is_overridden() {
        ServiceCoverage coverage = ServiceCoverage.of(
                StsClient.class,
                new StsClient() {
                    @Override
                    public software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse getCallerIdentity(
                            software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest request) {
                        return software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse.builder()
                                .build();
                    }

                    @Override
                    public String serviceName() {
                        return SERVICE_NAME;
                    }

                    @Override
                    public void close() {}
                },
                type -> Optional.empty());

        assertThat(coverage.service()).isEqualTo("Sts");
        assertThat(coverage.implemented()).isEqualTo(1);
        assertThat(coverage.operations())
                .filteredOn(ServiceCoverage.OperationCoverage::implemented)
                .extracting(ServiceCoverage.OperationCoverage::name)
                .containsExactly("GetCallerIdentity");
        assertThat(coverage.operations().size()).isGreaterThan(8);
    }
}
