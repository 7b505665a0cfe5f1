package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.*;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** What all contracts of Lambda need: a role, code, functions, and how Lambda's errors are told apart. */
abstract class LambdaContract {

    static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";

    private static final AtomicInteger COUNT = new AtomicInteger();

    abstract Clients clients();

    LambdaClient lambda() {
        return clients().get(LambdaClient.class);
    }

    static String newName() {
        return "function-" + COUNT.incrementAndGet();
    }

    /** The ARN of a role that Lambda may assume. */
    String role() {
        return role("lambda-role", "lambda.amazonaws.com");
    }

    String role(String name, String service) {
        IamClient iam = clients().get(IamClient.class);
        try {
            iam.createRole(CreateRoleRequest.builder()
                    .roleName(name)
                    .assumeRolePolicyDocument("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                             "Principal": {"Service": "%s"}}]}""".formatted(service))
                    .build());
        } catch (EntityAlreadyExistsException e) {
            // Another test made it.
        }
        return iam.getRole(GetRoleRequest.builder().roleName(name).build())
                .role()
                .arn();
    }

    static FunctionCode python(String source) {
        return code(JavaCode.zip("index.py", source));
    }

    static FunctionCode code(byte[] zip) {
        return FunctionCode.builder().zipFile(SdkBytes.fromByteArray(zip)).build();
    }

    /** A request for a function that answers with its event; what runs it is not needed to create it. */
    CreateFunctionRequest.Builder request(String name) {
        return CreateFunctionRequest.builder()
                .functionName(name)
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .timeout(20)
                .role(role())
                .code(python("def handler(event, context):\n    return event\n"));
    }

    /** Creates such a function; gives its name. */
    String function() {
        String name = newName();
        lambda().createFunction(request(name).build());
        return name;
    }

    String function(String python) {
        String name = newName();
        lambda().createFunction(request(name).code(python(python)).build());
        return name;
    }

    FunctionConfiguration get(String function) {
        return lambda().getFunction(
                        GetFunctionRequest.builder().functionName(function).build())
                .configuration();
    }

    PublishVersionResponse publish(String function) {
        return lambda().publishVersion(
                        PublishVersionRequest.builder().functionName(function).build());
    }

    void setMemory(String function, int memory) {
        lambda().updateFunctionConfiguration(UpdateFunctionConfigurationRequest.builder()
                .functionName(function)
                .memorySize(memory)
                .build());
    }

    /** A function with the versions 1 and 2, which differ in memory. */
    String functionWithTwoVersions(String python) {
        String name = function(python);
        publish(name);
        setMemory(name, 256);
        publish(name);
        return name;
    }

    static void assertFails(ThrowingCallable call, Class<? extends LambdaException> type, int status, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LambdaException.class, error -> {
            assertThat(error).isInstanceOf(type);
            assertThat(error.statusCode()).isEqualTo(status);
            assertThat(error.awsErrorDetails().errorMessage()).contains(text);
        });
    }

    static void assertBadParameter(ThrowingCallable call, String text) {
        assertFails(call, InvalidParameterValueException.class, 400, text);
    }

    static void assertNotFound(ThrowingCallable call, String text) {
        assertFails(call, ResourceNotFoundException.class, 404, text);
    }

    static void assertConflict(ThrowingCallable call, String text) {
        assertFails(call, ResourceConflictException.class, 409, text);
    }

    static void assertInvalid(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LambdaException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(error.statusCode()).isEqualTo(400);
            assertThat(error.awsErrorDetails().errorMessage()).contains(text);
        });
    }
}
