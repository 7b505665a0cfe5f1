package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.*;

/** What a function has beside its code: policy, tags, reserved concurrency, settings of asynchronous calls. */
abstract class FunctionAccessContract extends LambdaContract {

    private AddPermissionResponse permit(AddPermissionRequest.Builder request) {
        return lambda().addPermission(request.build());
    }

    private static AddPermissionRequest.Builder permission(String function, String id) {
        return AddPermissionRequest.builder()
                .functionName(function)
                .statementId(id)
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com");
    }

    private String policy(String function) {
        return lambda().getPolicy(
                        GetPolicyRequest.builder().functionName(function).build())
                .policy();
    }

    private void removePermission(String function, String id) {
        lambda().removePermission(RemovePermissionRequest.builder()
                .functionName(function)
                .statementId(id)
                .build());
    }

    @Test
    void permissions_make_a_policy() {
        String name = function();

        AddPermissionResponse added = permit(permission(name, "rule")
                .sourceArn("arn:aws:events:eu-west-1:123456789012:rule/r")
                .sourceAccount("123456789012"));
        permit(permission(name, "account").principal("111122223333"));

        assertThat(added.statement())
                .isEqualTo(
                        "{\"Sid\":\"rule\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
                                + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"" + ARN + name
                                + "\",\"Condition\":"
                                + "{\"StringEquals\":{\"AWS:SourceAccount\":\"123456789012\"},\"ArnLike\":{\"AWS:SourceArn\":"
                                + "\"arn:aws:events:eu-west-1:123456789012:rule/r\"}}}");
        assertThat(policy(name))
                .startsWith("{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[{\"Sid\":\"rule\"")
                .contains("{\"AWS\":\"arn:aws:iam::111122223333:root\"}");
        assertConflict(() -> permit(permission(name, "rule")), "The statement id (rule) provided already exists.");
        removePermission(name, "rule");
        removePermission(name, "account");
        assertNotFound(() -> policy(name), "The resource you requested does not exist.");
        assertNotFound(() -> removePermission(name, "rule"), "No policy is associated with the given resource.");
    }

    @Test
    void permission_errors() {
        String name = function();

        assertBadParameter(
                () -> permit(permission(name, "a").principal("nobody")),
                "The provided principal was invalid. Please check the principal and try again.");
        assertBadParameter(
                () -> permit(permission(name, "a").qualifier("$LATEST")),
                "We currently do not support adding policies for $LATEST.");
        assertInvalid(() -> permit(permission(name, "a b")), "statementId");
        assertInvalid(() -> permit(permission(name, "a").action("s3:Get")), "'action'");
        assertNotFound(() -> permit(permission("nobody", "a")), "nobody");
    }

    @Test
    void tags_are_those_of_the_function() {
        String name = newName();
        lambda().createFunction(request(name).tags(Map.of("a", "1", "b", "2")).build());
        TagResourceRequest.Builder tag = TagResourceRequest.builder().resource(ARN + name);

        lambda().tagResource(tag.tags(Map.of("b", "3", "c", "4")).build());
        lambda().untagResource(UntagResourceRequest.builder()
                .resource(ARN + name)
                .tagKeys("a", "none")
                .build());

        ListTagsRequest.Builder list = ListTagsRequest.builder();
        assertThat(lambda().listTags(list.resource(ARN + name).build()).tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("b", "3", "c", "4"));
        assertNotFound(
                () -> lambda().listTags(list.resource(ARN + "nobody").build()),
                "Function not found: " + ARN + "nobody");
        assertBadParameter(
                () -> lambda().tagResource(tag.tags(Map.of("aws:mine", "x")).build()), "reserved");
        assertBadParameter(
                () -> lambda().tagResource(tag.resource(ARN + name + ":1").build()),
                "Tags on function aliases and versions are not supported.");
    }

    private PutFunctionConcurrencyResponse reserve(String function, int calls) {
        return lambda().putFunctionConcurrency(PutFunctionConcurrencyRequest.builder()
                .functionName(function)
                .reservedConcurrentExecutions(calls)
                .build());
    }

    @Test
    void concurrency_is_reserved_and_given_back() {
        String name = function();
        GetFunctionConcurrencyRequest get =
                GetFunctionConcurrencyRequest.builder().functionName(name).build();

        assertThat(lambda().getFunctionConcurrency(get).reservedConcurrentExecutions())
                .isNull();
        assertThat(reserve(name, 5).reservedConcurrentExecutions()).isEqualTo(5);
        assertThat(lambda().getFunctionConcurrency(get).reservedConcurrentExecutions())
                .isEqualTo(5);
        lambda().deleteFunctionConcurrency(DeleteFunctionConcurrencyRequest.builder()
                .functionName(name)
                .build());
        assertThat(lambda().getFunctionConcurrency(get).reservedConcurrentExecutions())
                .isNull();
    }

    @Test
    void concurrency_errors() {
        String name = function();

        assertBadParameter(() -> reserve(name, 901), "below its minimum value of [100].");
        assertBadParameter(() -> reserve(name, Integer.MAX_VALUE), "below its minimum value of [100].");
        assertNotFound(() -> reserve("nobody", 1), "Function not found: " + ARN + "nobody:$LATEST");
        assertBadParameter(() -> reserve(name + ":1", 1), "This operation is permitted on Lambda functions only.");
        assertInvalid(() -> reserve(name, -1), "reservedConcurrentExecutions");
    }

    private static PutFunctionEventInvokeConfigRequest.Builder settings(String function) {
        return PutFunctionEventInvokeConfigRequest.builder().functionName(function);
    }

    private void put(PutFunctionEventInvokeConfigRequest.Builder settings) {
        lambda().putFunctionEventInvokeConfig(settings.build());
    }

    private static DestinationConfig onFailure(String arn) {
        return DestinationConfig.builder()
                .onFailure(OnFailure.builder().destination(arn).build())
                .build();
    }

    @Test
    void event_invoke_config_is_put_merged_listed_and_deleted() {
        String name = function();
        String other = function();

        PutFunctionEventInvokeConfigResponse put = lambda().putFunctionEventInvokeConfig(settings(name)
                .maximumRetryAttempts(1)
                .maximumEventAgeInSeconds(60)
                .build());
        assertThat(put.functionArn()).isEqualTo(ARN + name + ":$LATEST");
        assertThat(put.destinationConfig().onFailure().destination()).isNull();
        UpdateFunctionEventInvokeConfigRequest merge = UpdateFunctionEventInvokeConfigRequest.builder()
                .functionName(name)
                .maximumRetryAttempts(0)
                .destinationConfig(onFailure(ARN + other))
                .build();
        assertThat(lambda().updateFunctionEventInvokeConfig(merge).maximumEventAgeInSeconds())
                .isEqualTo(60);
        ListFunctionEventInvokeConfigsRequest list = ListFunctionEventInvokeConfigsRequest.builder()
                .functionName(name)
                .build();
        assertThat(lambda().listFunctionEventInvokeConfigs(list).functionEventInvokeConfigs())
                .hasSize(1);
        DeleteFunctionEventInvokeConfigRequest delete = DeleteFunctionEventInvokeConfigRequest.builder()
                .functionName(name)
                .build();
        lambda().deleteFunctionEventInvokeConfig(delete);
        assertNotFound(
                () -> lambda().deleteFunctionEventInvokeConfig(delete),
                "The function " + ARN + name + ":$LATEST doesn't have an EventInvokeConfig");
    }

    @Test
    void event_invoke_config_errors() {
        String name = function();

        assertBadParameter(
                () -> put(settings(name)), "You must specify at least one of error handling or destination setting.");
        assertNotFound(() -> put(settings("nobody").maximumRetryAttempts(1)), "The function doesn't exist.");
        assertInvalid(() -> put(settings(name).maximumRetryAttempts(3)), "maximumRetryAttempts");
        assertInvalid(() -> put(settings(name).maximumEventAgeInSeconds(59)), "maximumEventAgeInSeconds");
        assertBadParameter(
                () -> put(settings(name).destinationConfig(onFailure(ARN + name))),
                "You can't specify the function as a destination for itself.");
        assertBadParameter(
                () -> put(settings(name).destinationConfig(onFailure(ARN + "nobody"))),
                "The destination ARN " + ARN + "nobody is invalid.");
        assertInvalid(() -> put(settings(name).destinationConfig(onFailure("nobody"))), "destinationConfig.onFailure");
    }
}
