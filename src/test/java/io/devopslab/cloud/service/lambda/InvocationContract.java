package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.devopslab.cloud.runtime.function.JavaCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.lambda.model.*;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** What invoking functions does, with code that really runs. */
abstract class InvocationContract extends LambdaContract {

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    @BeforeAll
    static void needPython() {
        assumeThat(isOnPath("python3")).as("python3 is installed").isTrue();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private InvokeResponse invoke(String function, String payload) {
        return lambda().invoke(InvokeRequest.builder()
                .functionName(function)
                .payload(SdkBytes.fromUtf8String(payload))
                .build());
    }

    private String answer(String function, String payload) {
        return invoke(function, payload).payload().asUtf8String();
    }

    private void send(String function, String payload) {
        InvokeResponse response = lambda().invoke(InvokeRequest.builder()
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload))
                .build());
        assertThat(response.statusCode()).isEqualTo(202);
    }

    private List<String> log(String function) {
        FilterLogEventsRequest all = FilterLogEventsRequest.builder()
                .logGroupName("/aws/lambda/" + function)
                .build();
        return clients().get(CloudWatchLogsClient.class).filterLogEvents(all).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    @Test
    void java_function_runs(@TempDir Path classes) {
        JavaCode.compile(classes, "shop/Handler.java", """
                package shop;
                import java.util.Map;
                public final class Handler {
                    public Map<String, Object> handle(Map<String, Object> order) {
                        System.out.println("order " + order);
                        return Map.of("fee", ((Number) order.get("amount")).longValue() / 10);
                    }
                }
                """);
        String name = newName();
        lambda().createFunction(request(name)
                .runtime(Runtime.JAVA17)
                .handler("shop.Handler::handle")
                .code(code(JavaCode.zip(classes)))
                .build());

        InvokeResponse response = invoke(name, "{\"amount\": 480000}");

        assertThat(response.payload().asUtf8String()).isEqualTo("{\"fee\":48000}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        assertThat(log(name)).contains("order {amount=480000}");
    }

    /** Sessions of roles have names of two characters or more, names of functions need not. */
    @Test
    void a_function_with_a_name_of_one_character_runs(@TempDir Path classes) {
        JavaCode.compile(
                classes,
                "shop/Echo.java",
                "package shop; public final class Echo { public String handle(String text) { return text; } }");
        lambda().createFunction(request("f")
                .runtime(Runtime.JAVA17)
                .handler("shop.Echo::handle")
                .code(code(JavaCode.zip(classes)))
                .build());

        assertThat(invoke("f", "\"hello\"").payload().asUtf8String()).isEqualTo("\"hello\"");
    }

    @Test
    void handlers_of_lambdas_own_interfaces_get_the_context(@TempDir Path classes) {
        JavaCode.compile(
                classes,
                "com/amazonaws/services/lambda/runtime/LambdaLogger.java",
                "package com.amazonaws.services.lambda.runtime; public interface LambdaLogger { void log(String m);"
                        + " default void log(String m, Object level) { log(m); } }",
                "com/amazonaws/services/lambda/runtime/Context.java",
                "package com.amazonaws.services.lambda.runtime; public interface Context { String getFunctionName();"
                        + " int getRemainingTimeInMillis(); int getMemoryLimitInMB(); String getInvokedFunctionArn();"
                        + " LambdaLogger getLogger(); }",
                "com/amazonaws/services/lambda/runtime/RequestHandler.java",
                "package com.amazonaws.services.lambda.runtime; public interface RequestHandler<I, O> {"
                        + " O handleRequest(I input, Context context); }",
                "app/Main.java",
                """
                package app;
                import com.amazonaws.services.lambda.runtime.*;
                public class Main implements RequestHandler<Main.In, String> {
                    public record In(int n) {}
                    public String handleRequest(In in, Context c) {
                        c.getLogger().log("logged\\nonce", "INFO");
                        return c.getFunctionName() + " " + (c.getRemainingTimeInMillis() > 0) + " "
                            + c.getMemoryLimitInMB() + " " + in.n() + " " + c.getInvokedFunctionArn();
                    }
                }
                """);
        String name = newName();
        lambda().createFunction(request(name)
                .runtime(Runtime.JAVA11)
                .handler("app.Main")
                .code(code(JavaCode.zip(classes)))
                .build());

        assertThat(answer(name, "{\"n\": 7}")).isEqualTo("\"" + name + " true 128 7 " + ARN + name + "\"");
        assertThat(log(name)).contains("logged\nonce");
    }

    @Test
    void environment_tells_the_function_who_and_where_it_is() {
        String name = newName();
        lambda().createFunction(request(name)
                .code(python("import os\ndef handler(e, c):\n    return [os.environ.get(k) for k in e]\n"))
                .environment(Environment.builder()
                        .variables(Map.of("COLOUR", "blue"))
                        .build())
                .build());

        assertThat(answer(name, "[\"COLOUR\", \"AWS_REGION\", \"AWS_LAMBDA_FUNCTION_NAME\", \"HOME\"]"))
                .isEqualTo("[\"blue\", \"eu-west-1\", \"" + name + "\", null]");
        assertThat(answer(name, "[\"AWS_LAMBDA_FUNCTION_VERSION\", \"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\", \"_HANDLER\"]"))
                .isEqualTo("[\"$LATEST\", \"128\", \"index.handler\"]");
        assertThat(answer(name, "[\"AWS_EXECUTION_ENV\", \"AWS_LAMBDA_LOG_GROUP_NAME\", \"TZ\"]"))
                .isEqualTo("[\"AWS_Lambda_python3.12\", \"/aws/lambda/" + name + "\", \":UTC\"]");
        assertThat(answer(name, "[\"AWS_ACCESS_KEY_ID\"]")).startsWith("[\"ASIA");
    }

    @Test
    void failing_function_is_an_unhandled_error_with_its_log() {
        String name = function("def handler(event, context):\n    raise ValueError('no such order')\n");

        InvokeResponse response = lambda().invoke(InvokeRequest.builder()
                .functionName(name)
                .logType(LogType.TAIL)
                .build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .contains("\"errorMessage\": \"no such order\"", "\"errorType\": \"ValueError\"");
        assertThat(new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8))
                .startsWith("START RequestId: ")
                .contains("[ERROR] ValueError: no such order", "\nEND RequestId: ", "\nREPORT RequestId: ");
        assertThat(log(name)).hasSize(4);
    }

    @Test
    void function_that_hangs_times_out() {
        String name = newName();
        lambda().createFunction(request(name)
                .code(python("import time\ndef handler(e, c):\n    time.sleep(1000)\n"))
                .timeout(1)
                .build());

        InvokeResponse response = invoke(name, "{}");

        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .contains("\"errorType\":\"Sandbox.Timedout\"", "Task timed out after 1.00 seconds");
        assertThat(log(name))
                .hasSize(4)
                .anyMatch(line -> line.matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [0-9a-f-]{36}"
                        + " Task timed out after 1\\.00 seconds\\s*"))
                .anyMatch(line -> line.startsWith("REPORT RequestId: ") && line.contains("\tStatus: timeout"));
    }

    @Test
    void function_that_ends_its_own_process_is_reported_with_the_kind_of_error() {
        String name = function("import os\ndef handler(e, c):\n    os._exit(3)\n");

        assertThat(answer(name, "{}")).contains("\"errorType\":\"Runtime.ExitError\"", "exit status 3");
        assertThat(log(name))
                .anyMatch(line -> line.contains("Error: Runtime exited with error: exit status 3"))
                .anyMatch(line -> line.startsWith("REPORT RequestId: ")
                        && line.contains("\tStatus: error\tError Type: Runtime.ExitError"));
    }

    @Test
    void environment_that_does_not_come_up_is_an_error_of_the_function() {
        String broken = function("import nowhere\n");

        assertThat(answer(broken, "{}")).contains("Runtime.ImportModuleError");
        assertThat(log(broken))
                .anyMatch(line -> line.startsWith("START RequestId: "))
                .anyMatch(line -> line.startsWith("REPORT RequestId: ")
                        && line.contains("\tStatus: error\tError Type: Runtime.ImportModuleError"));
    }

    @Test
    void function_without_its_runtime_is_an_error_of_the_function() {
        String name = newName();
        lambda().createFunction(request(name)
                .runtime(Runtime.PROVIDED_AL2023)
                .code(code(JavaCode.zip("readme", "none")))
                .build());

        InvokeResponse response = invoke(name, "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .contains("\"errorType\":\"Runtime.InvalidEntrypoint\"")
                .contains("Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]\"");
        assertThat(log(name))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("REPORT RequestId: ")
                        && line.contains("\tStatus: error\tError Type: Runtime.InvalidEntrypoint"));
    }

    private String answerWithContext(String function, String context) {
        byte[] json = context.getBytes(StandardCharsets.UTF_8);
        return lambda().invoke(InvokeRequest.builder()
                        .functionName(function)
                        .clientContext(Base64.getEncoder().encodeToString(json))
                        .build())
                .payload()
                .asUtf8String();
    }

    @Test
    void client_context_is_an_object_in_python() {
        String name = function("def handler(e, c):\n    x = c.client_context\n"
                + "    return [x.custom, x.env['v'], x.client.installation_id, x.client.app_title] if x else None\n");

        assertThat(answerWithContext(
                        name,
                        "{\"custom\": {\"k\": \"Đà Nẵng\"}, \"env\": {\"v\": 1}, \"client\": {\"app_title\": \"t\"}}"))
                .isEqualTo("[{\"k\": \"Đà Nẵng\"}, 1, null, \"t\"]");
        assertThat(answer(name, "{}")).isEqualTo("null");
    }

    @Test
    void client_context_is_handed_to_node() {
        assumeThat(isOnPath("node")).as("node is installed").isTrue();
        String name = newName();
        lambda().createFunction(request(name)
                .runtime(Runtime.NODEJS22_X)
                .code(code(JavaCode.zip(
                        "index.mjs", "export const handler = async (e, c) => [c.clientContext?.custom.k ?? null];")))
                .build());

        assertThat(answerWithContext(name, "{\"custom\": {\"k\": \"Đà Nẵng\"}}"))
                .isEqualTo("[\"Đà Nẵng\"]");
        assertThat(answer(name, "{}")).isEqualTo("[null]");
    }

    @Test
    void client_context_is_handed_to_java(@TempDir Path classes) {
        JavaCode.compile(
                classes,
                "com/amazonaws/services/lambda/runtime/Client.java",
                "package com.amazonaws.services.lambda.runtime; public interface Client { String getInstallationId();"
                        + " String getAppTitle(); String getAppVersionName(); }",
                "com/amazonaws/services/lambda/runtime/ClientContext.java",
                "package com.amazonaws.services.lambda.runtime; import java.util.Map; public interface ClientContext {"
                        + " Client getClient(); Map<String, String> getCustom(); Map<String, String> getEnvironment(); }",
                "com/amazonaws/services/lambda/runtime/Context.java",
                "package com.amazonaws.services.lambda.runtime; public interface Context {"
                        + " ClientContext getClientContext(); }",
                "app/Main.java",
                """
                package app;
                import com.amazonaws.services.lambda.runtime.*;
                public class Main {
                    public String handle(Object in, Context c) {
                        ClientContext x = c.getClientContext();
                        return x == null ? "none" : x.getCustom() + " " + x.getEnvironment() + " "
                            + (x.getClient() == null ? "-" : x.getClient().getAppTitle() + x.getClient().getInstallationId());
                    }
                }
                """);
        String name = newName();
        lambda().createFunction(request(name)
                .runtime(Runtime.JAVA17)
                .handler("app.Main::handle")
                .code(code(JavaCode.zip(classes)))
                .build());

        assertThat(answerWithContext(name, "{\"custom\": {\"k\": \"Đà\"}, \"client\": {\"app_title\": \"t\"}}"))
                .isEqualTo("\"{k=Đà} null tnull\"");
        assertThat(answerWithContext(name, "{\"env\": {\"n\": \"1\"}}")).isEqualTo("\"null {n=1} -\"");
        assertThat(answer(name, "{}")).isEqualTo("\"none\"");
    }

    @Test
    void changed_code_and_settings_are_what_runs_next() {
        String name = function("def handler(e, c):\n    return 'old'\n");
        assertThat(answer(name, "{}")).isEqualTo("\"old\"");

        lambda().updateFunctionCode(UpdateFunctionCodeRequest.builder()
                .functionName(name)
                .zipFile(python("import os\ndef handler(e, c):\n    return os.environ.get('AGE', 'new')\n")
                        .zipFile())
                .build());
        assertThat(answer(name, "{}")).isEqualTo("\"new\"");
        lambda().updateFunctionConfiguration(UpdateFunctionConfigurationRequest.builder()
                .functionName(name)
                .environment(
                        Environment.builder().variables(Map.of("AGE", "newest")).build())
                .build());
        assertThat(answer(name, "{}")).isEqualTo("\"newest\"");
    }

    @Test
    void alias_shares_the_calls_between_two_versions() {
        String name = functionWithTwoVersions("def handler(e, c):\n    return c.function_version\n");
        lambda().createAlias(CreateAliasRequest.builder()
                .functionName(name)
                .name("live")
                .functionVersion("1")
                .routingConfig(AliasRoutingConfiguration.builder()
                        .additionalVersionWeights(Map.of("2", 0.5))
                        .build())
                .build());

        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            InvokeResponse response = invoke(name + ":live", "{}");
            assertThat(response.payload().asUtf8String()).isEqualTo("\"" + response.executedVersion() + "\"");
            answers.add(response.executedVersion());
        }
        assertThat(answers).containsExactly("1", "2");
    }

    @Test
    void no_call_runs_when_none_is_reserved() {
        String name = function();
        lambda().putFunctionConcurrency(PutFunctionConcurrencyRequest.builder()
                .functionName(name)
                .reservedConcurrentExecutions(0)
                .build());

        assertFails(() -> invoke(name, "{}"), TooManyRequestsException.class, 429, "Rate Exceeded.");
    }

    @Test
    void requests_that_make_no_sense_are_refused() {
        String name = function();

        for (String junk : List.of("{", "nope", "{}{}", "\u0000", "[".repeat(5000), "  ")) {
            assertFails(
                    () -> invoke(name, junk),
                    InvalidRequestContentException.class,
                    400,
                    "Could not parse request body into json");
        }
        String large = "\"" + "x".repeat(6_300_000) + "\"";
        assertFails(() -> invoke(name, large), RequestTooLargeException.class, 413, "6291456 bytes");
        assertNotFound(() -> invoke("nobody", "{}"), "Function not found: " + ARN + "nobody");
        assertNotFound(() -> invoke(name + ":live", "{}"), "Function not found: " + ARN + name + ":live");
        assertThatThrownBy(() -> lambda().invoke(InvokeRequest.builder()
                        .functionName(name)
                        .invocationType("Sometimes")
                        .build()))
                .hasMessageContaining("'invocationType' failed to satisfy constraint");
    }

    @Test
    void dry_run_runs_nothing() {
        String name = function("def handler(e, c):\n    exit(1)\n");

        InvokeResponse response = lambda().invoke(InvokeRequest.builder()
                .functionName(name)
                .invocationType(InvocationType.DRY_RUN)
                .build());

        assertThat(response.statusCode()).isEqualTo(204);
    }

    @Test
    void asynchronous_call_is_tried_three_times_and_reported() {
        String failing = function("def handler(e, c):\n    print('try', e['n'])\n    raise KeyError('x')\n");
        String reporter = function("import json\ndef handler(e, c):\n    print('report', json.dumps(e))\n");
        OnFailure destination = OnFailure.builder().destination(ARN + reporter).build();
        lambda().putFunctionEventInvokeConfig(PutFunctionEventInvokeConfigRequest.builder()
                .functionName(failing)
                .destinationConfig(
                        DestinationConfig.builder().onFailure(destination).build())
                .build());

        send(failing, "{\"n\": 5}");
        pass(Duration.ofMinutes(10));

        assertThat(log(failing)).filteredOn("try 5"::equals).hasSize(3);
        String report = log(reporter).stream()
                .filter(line -> line.startsWith("report "))
                .findFirst()
                .orElseThrow();
        assertThat(report)
                .contains("\"version\": \"1.0\"", "\"condition\": \"RetriesExhausted\"")
                .contains("\"approximateInvokeCount\": 3", "\"functionError\": \"Unhandled\"")
                .contains("\"functionArn\": \"" + ARN + failing + ":$LATEST\"", "\"requestPayload\": {\"n\": 5}");
    }

    @Test
    void asynchronous_call_that_succeeds_is_made_once() {
        String name = function("def handler(e, c):\n    print('once')\n");

        send(name, "{}");
        pass(Duration.ofMinutes(10));

        assertThat(log(name)).filteredOn("once"::equals).hasSize(1);
    }
}
