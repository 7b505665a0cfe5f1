package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.cloudformation.resource.CloudFormationResources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

final class OwnResourcesTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:provider";

    private TestCloud cloud;
    private StackBench bench;
    private FakeFunction function;

    /** Answers each request of a custom resource by writing to the place of its response URL. */
    private static final class FakeFunction implements LambdaClient {
        private final JsonMapper json = JsonMapper.builder().build();
        private final S3Client s3;
        final List<JsonNode> requests = new CopyOnWriteArrayList<>();
        volatile Function<JsonNode, String> answer = request -> "";

        FakeFunction(S3Client s3) {
            this.s3 = s3;
        }

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            try {
                JsonNode event = json.readTree(request.payload().asUtf8String());
                requests.add(event);
                String text = answer.apply(event);
                if (!text.isEmpty()) {
                    put(s3, event.path("ResponseURL").asText(), text);
                }
                return InvokeResponse.builder().statusCode(202).build();
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private static void put(S3Client s3, String url, String text) {
        String[] place = URI.create(url).getPath().substring(1).split("/", 2);
        s3.putObject(r -> r.bucket(place[0]).key(place[1]), RequestBody.fromString(text));
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory.resolve("cloud"));
        function = new FakeFunction(answers());
        bench = new StackBench(directory, cloud.get(S3Client.class), function, answers());
    }

    private S3Client answers() {
        return cloud.cloud().client(S3Client.class, new Scope(CloudFormationResources.SERVICE_ACCOUNT, "eu-west-1"));
    }

    @AfterEach
    void close() {
        bench.close();
        cloud.close();
    }

    private static String custom(String properties) {
        return "Resources: {C: {Type: 'Custom::Thing', Properties: {ServiceToken: '" + FUNCTION + "', " + properties
                + "}}}\nOutputs: {Id: {Value: !Ref C}, Url: {Value: !GetAtt C.Url}}";
    }

    private void update(String body) {
        bench.client().updateStack(r -> r.stackName("app").templateBody(body));
        bench.settle();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello                                                     | Response is not valid JSON
            []                                                        | Response is not valid JSON
            {"Status":"SUCCESS"}                                      | Invalid PhysicalResourceId
            {"Status":"SUCCESS","PhysicalResourceId":"p","Data":"%s"} | Response object is too long.
            """)
    void answer_that_is_none_fails_the_custom_resource(String answer, String reason) {
        function.answer = request -> request.path("RequestType").asText().equals("Create")
                ? answer.replace("%s", "x".repeat(4096))
                : "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"p\"}";
        bench.create("app", custom("Size: 3"));

        assertThat(bench.history("app")).contains("C CREATE_FAILED: " + reason);
        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
    }

    @Test
    void attribute_that_the_function_did_not_tell_is_named() {
        function.answer = request -> "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"p\"}";
        bench.create("app", custom("Size: 3"));

        assertThat(bench.history("app"))
                .filteredOn(line -> line.startsWith("app ROLLBACK_IN_PROGRESS"))
                .singleElement()
                .asString()
                .contains("CustomResource attribute error: Vendor response doesn't contain Url attribute in object"
                        + " arn:aws:cloudformation:");
    }

    @Test
    void custom_resource_is_what_its_function_answers() {
        function.answer = request -> "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"p-"
                + request.path("ResourceProperties").path("Size").asText() + "\",\"Data\":{\"Url\":\"http://x\"}}";
        bench.create("app", custom("Size: 3, Flag: true"));

        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        assertThat(bench.output("app", "Id")).isEqualTo("p-3");
        assertThat(bench.output("app", "Url")).isEqualTo("http://x");
        ObjectNode request = (ObjectNode) function.requests.get(0);
        assertThat(request.path("RequestType").asText()).isEqualTo("Create");
        assertThat(request.path("ResourceType").asText()).isEqualTo("Custom::Thing");
        assertThat(request.path("ResourceProperties").path("Flag").isTextual()).isTrue();
        assertThat(request.path("ResponseURL").asText()).contains("X-Amz-Signature=");

        update(custom("Size: 4"));
        assertThat(bench.output("app", "Id")).isEqualTo("p-4");
        assertThat(function.requests)
                .extracting(r -> r.path("RequestType").asText() + " "
                        + r.path("PhysicalResourceId").asText())
                .containsExactly("Create ", "Update p-3", "Delete p-3");

        bench.delete("app");
        assertThat(function.requests.get(3).path("PhysicalResourceId").asText()).isEqualTo("p-4");
        assertThat(cloud.get(S3Client.class).listBuckets().buckets()).isEmpty();
    }

    @Test
    void custom_resource_that_fails_is_deleted_in_the_rollback() {
        function.answer = request -> request.path("RequestType").asText().equals("Create")
                ? "{\"Status\":\"FAILED\",\"Reason\":\"no luck\",\"PhysicalResourceId\":\"half\"}"
                : "{\"Status\":\"SUCCESS\"}";
        bench.create("app", custom("A: 1"));

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .anyMatch(line -> line.startsWith("C CREATE_FAILED: Received response status [FAILED] from custom"
                        + " resource. Message returned: no luck (RequestId: "));
        assertThat(function.requests.get(1).path("PhysicalResourceId").asText()).isEqualTo("half");
    }

    @Test
    void silent_function_is_given_up_after_its_time() {
        function.answer =
                request -> request.path("RequestType").asText().equals("Create") ? "" : "{\"Status\":\"SUCCESS\"}";
        bench.client().createStack(r -> r.stackName("app").templateBody(custom("ServiceTimeout: 60")));
        bench.time.advance(Duration.ofMinutes(2));

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .anyMatch(line -> line.startsWith(
                        "C CREATE_FAILED: CloudFormation did not receive a response from your Custom Resource."));
    }

    private String templateUrl(String body) {
        S3Client s3 = cloud.get(S3Client.class);
        if (s3.listBuckets().buckets().isEmpty()) {
            s3.createBucket(r -> r.bucket("nested").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        }
        s3.putObject(r -> r.bucket("nested").key("child.yaml"), RequestBody.fromString(body));
        return "https://nested.s3.eu-west-1.amazonaws.com/child.yaml";
    }

    private static final String CHILD = """
            Parameters: {V: {Type: String}}
            Resources: {T: {Type: 'AWS::Fake::Thing', Properties: {Name: child, Value: !Ref V}}}
            Outputs: {Name: {Value: !Ref T}}
            """;

    private static String parent(String url, String value) {
        return "Resources: {N: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: '" + url
                + "', Parameters: {V: " + value + "}}}}\nOutputs: {Name: {Value: !GetAtt N.Outputs.Name}}";
    }

    @Test
    void nested_stack_follows_its_parent() {
        String url = templateUrl(CHILD);
        String id = bench.create("app", parent(url, "one"));
        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        assertThat(bench.output("app", "Name")).isEqualTo("child");
        String nested = bench.client()
                .describeStackResource(r -> r.stackName("app").logicalResourceId("N"))
                .stackResourceDetail()
                .physicalResourceId();
        assertThat(bench.stack(nested).parentId()).isEqualTo(id);
        assertThat(bench.stack(nested).rootId()).isEqualTo(id);

        update(parent(url, "two"));
        assertThat(bench.status(nested)).isEqualTo("UPDATE_COMPLETE");
        assertThat(bench.things.standing.get("child").path("Value").asText()).isEqualTo("two");

        templateUrl(CHILD.replace("Value: !Ref V}", "Value: fixed}"));
        update(parent(url, "two"));
        assertThat(bench.things.standing.get("child").path("Value").asText()).isEqualTo("fixed");

        bench.delete("app");
        assertThat(bench.status(nested)).isEqualTo("DELETE_COMPLETE");
        assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void nested_stack_that_fails_takes_its_parent_along() {
        bench.create("app", parent(templateUrl(CHILD.replace("Name: child", "Fail: create")), "one"));

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .anyMatch(line -> line.startsWith("N CREATE_FAILED: Embedded stack arn:aws:cloudformation:")
                        && line.endsWith(
                                "was not successfully created: The following resource(s) failed to create: [T]. "));
        assertThat(bench.client().describeStacks().stacks()).hasSize(1);
    }

    @Test
    void nested_stack_that_fails_to_update_tells_its_parent_why() {
        String url = templateUrl(CHILD);
        bench.create("app", parent(url, "one"));
        String nested = bench.client()
                .describeStackResource(r -> r.stackName("app").logicalResourceId("N"))
                .stackResourceDetail()
                .physicalResourceId();
        templateUrl(CHILD.replace("Name: child", "Name: child, Fail: update"));
        update(parent(url, "two"));

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .contains(
                        "N UPDATE_FAILED: Embedded stack " + nested + " was not successfully updated. Currently in"
                                + " UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [T]. ");
    }

    @Test
    void nested_stack_goes_back_to_the_template_that_it_had() {
        String url = templateUrl(CHILD);
        bench.create("app", parent(url, "one"));
        templateUrl(CHILD.replace("Value: !Ref V}", "Value: fixed}"));
        update(parent(url, "one")
                .replace(
                        "Resources: {",
                        "Resources: {Z: {Type: 'AWS::Fake::Thing', DependsOn: N,"
                                + " Properties: {Name: z, Fail: create}}, "));

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("child");
        assertThat(bench.things.standing.get("child").path("Value").asText()).isEqualTo("one");
    }

    @Test
    void termination_protection_of_a_nested_stack_is_that_of_its_root() {
        bench.create("app", parent(templateUrl(CHILD), "one"));
        String nested = bench.client()
                .describeStackResource(r -> r.stackName("app").logicalResourceId("N"))
                .stackResourceDetail()
                .physicalResourceId();

        assertThatThrownBy(() -> bench.client()
                        .updateTerminationProtection(r -> r.stackName(nested).enableTerminationProtection(true)))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("nested stack");
        assertThat(bench.stack(nested).enableTerminationProtection()).isFalse();
    }

    @Test
    void wait_condition_waits_for_its_signals() {
        bench.client().createStack(r -> r.stackName("app").templateBody("""
                Resources:
                  H: {Type: AWS::CloudFormation::WaitConditionHandle}
                  W: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref H, Timeout: 600, Count: 2}}
                Outputs: {Url: {Value: !Ref H}, Data: {Value: !GetAtt W.Data}}
                """));
        bench.time.advance(Duration.ofSeconds(60));
        assertThat(bench.status("app")).isEqualTo("CREATE_IN_PROGRESS");
        String url = bench.client()
                .describeStackResource(r -> r.stackName("app").logicalResourceId("H"))
                .stackResourceDetail()
                .physicalResourceId();
        put(answers(), url, "{\"Status\":\"SUCCESS\",\"UniqueId\":\"a\",\"Data\":\"1\",\"Reason\":\"x\"}");
        put(answers(), url, "{\"Status\":\"SUCCESS\",\"UniqueId\":\"b\",\"Data\":\"2\",\"Reason\":\"x\"}");
        bench.settle();

        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        assertThat(bench.output("app", "Data")).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void wait_condition_ends_when_the_stack_takes_too_long() {
        bench.client().createStack(r -> r.stackName("app").timeoutInMinutes(5).templateBody("""
                Resources:
                  H: {Type: AWS::CloudFormation::WaitConditionHandle}
                  W: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref H, Timeout: 6000}}
                """));
        bench.time.advance(Duration.ofMinutes(10));

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .contains("W CREATE_FAILED: Resource creation cancelled")
                .contains("app ROLLBACK_IN_PROGRESS: Stack creation time exceeded the specified timeout."
                        + " Rollback requested by user.");
    }
}
