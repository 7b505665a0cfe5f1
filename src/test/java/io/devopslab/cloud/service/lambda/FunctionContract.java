package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.runtime.function.JavaCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.*;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.waiters.LambdaWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Functions are created, shown, changed, listed and deleted. */
abstract class FunctionContract extends LambdaContract {

    private static FunctionCode s3(String bucket, String key) {
        return FunctionCode.builder().s3Bucket(bucket).s3Key(key).build();
    }

    private static Environment environment(Map<String, String> variables) {
        return Environment.builder().variables(variables).build();
    }

    private void create(CreateFunctionRequest.Builder request) {
        lambda().createFunction(request.build());
    }

    @Test
    void function_is_created_with_the_defaults() {
        String name = newName();

        CreateFunctionResponse made = lambda().createFunction(CreateFunctionRequest.builder()
                .functionName(name)
                .runtime(Runtime.JAVA17)
                .handler("app.Handler::handle")
                .role(role())
                .code(python("x = 1"))
                .build());

        assertThat(made.functionArn()).isEqualTo(ARN + name);
        assertThat(made.version()).isEqualTo("$LATEST");
        assertThat(made.timeout()).isEqualTo(3);
        assertThat(made.memorySize()).isEqualTo(128);
        assertThat(made.description()).isEmpty();
        assertThat(made.environment()).isNull();
        assertThat(made.packageType()).isEqualTo(PackageType.ZIP);
        assertThat(made.architectures()).containsExactly(Architecture.X86_64);
        assertThat(made.ephemeralStorage().size()).isEqualTo(512);
        assertThat(made.tracingConfig().mode()).isEqualTo(TracingMode.PASS_THROUGH);
        assertThat(made.loggingConfig().logGroup()).isEqualTo("/aws/lambda/" + name);
        assertThat(made.codeSha256()).hasSize(44).endsWith("=");
        assertThat(made.lastModified()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        GetFunctionRequest get = GetFunctionRequest.builder().functionName(name).build();
        try (LambdaWaiter waiter = LambdaWaiter.builder().client(lambda()).build()) {
            assertThat(waiter.waitUntilFunctionActiveV2(get).matched().response())
                    .isPresent();
        }
    }

    @Test
    void function_is_found_by_name_and_by_whole_and_partial_arn() {
        String name = function();

        for (String form : List.of(name, ARN + name, "123456789012:function:" + name, "function:" + name)) {
            assertThat(get(form).functionArn()).as(form).isEqualTo(ARN + name);
        }
        assertThat(get(name + ":$LATEST").functionArn()).isEqualTo(ARN + name + ":$LATEST");
    }

    @Test
    void code_comes_from_s3() {
        S3Client s3 = clients().get(S3Client.class);
        String bucket = "lambda-contract-code";
        CreateBucketConfiguration here = CreateBucketConfiguration.builder()
                .locationConstraint("eu-west-1")
                .build();
        s3.createBucket(CreateBucketRequest.builder()
                .bucket(bucket)
                .createBucketConfiguration(here)
                .build());
        PutObjectRequest put =
                PutObjectRequest.builder().bucket(bucket).key("a/code.zip").build();
        s3.putObject(put, RequestBody.fromBytes(JavaCode.zip("index.py", "x = 1")));
        CreateFunctionRequest.Builder request = request(newName());

        CreateFunctionResponse made =
                lambda().createFunction(request.code(s3(bucket, "a/code.zip")).build());

        assertThat(made.codeSize()).isPositive();
        request.functionName(newName());
        assertBadParameter(
                () -> create(request.code(s3(bucket, "missing.zip"))),
                "Error occurred while GetObject. S3 Error Code: NoSuchKey.");
        assertBadParameter(() -> create(request.code(s3("no-such-bucket-here", "k"))), "S3 Error Code: NoSuchBucket.");
    }

    @Test
    void second_function_of_a_name_conflicts() {
        String name = function();

        assertConflict(() -> create(request(name)), "Function already exist: " + name);
    }

    @Test
    void function_needs_a_role_that_lambda_may_assume() {
        CreateFunctionRequest.Builder request = request(newName());
        String refusal = "The role defined for the function cannot be assumed by Lambda.";

        String other = role("build-role", "codebuild.amazonaws.com");
        assertBadParameter(() -> create(request.role(other)), refusal);
        assertBadParameter(() -> create(request.role("arn:aws:iam::123456789012:role/no-such-role")), refusal);
        assertInvalid(() -> create(request.role("nobody")), "at 'role' failed to satisfy");
        assertInvalid(
                () -> create(request.role(null)),
                "1 validation error detected: Value null at 'role' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void code_that_is_no_archive_is_refused() {
        CreateFunctionRequest.Builder request = request(newName());

        for (byte[] junk : List.of("junk".getBytes(StandardCharsets.UTF_8), JavaCode.zip("../up.py", "x"))) {
            assertBadParameter(
                    () -> create(request.code(code(junk))),
                    "Could not unzip uploaded file. Please check your file, then try to upload again.");
        }
        assertBadParameter(
                () -> create(request.code(FunctionCode.builder().build())),
                "Please provide a source for your function code.");
        assertBadParameter(() -> create(request.code(code(new byte[0]))), "Uploaded file must be a non-empty zip");
    }

    @Test
    void settings_out_of_range_are_refused() {
        CreateFunctionRequest base = request(newName()).build();

        assertInvalid(() -> create(base.toBuilder().timeout(0)), "'timeout'");
        assertInvalid(() -> create(base.toBuilder().timeout(901)), "less than or equal to 900");
        assertInvalid(() -> create(base.toBuilder().memorySize(64)), "Value '64' at 'memorySize'");
        assertInvalid(() -> create(base.toBuilder().description("x".repeat(257))), "'description'");
        assertBadParameter(
                () -> create(base.toBuilder().runtime("java99")),
                "Value java99 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [");
        assertBadParameter(
                () -> create(base.toBuilder().runtime("nodejs12.x")),
                "The runtime parameter of nodejs12.x is no longer supported");
        assertBadParameter(
                () -> create(base.toBuilder().handler(null)),
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    }

    @Test
    void reserved_odd_and_large_environments_are_refused() {
        CreateFunctionRequest.Builder request = request(newName());

        assertBadParameter(
                () -> create(request.environment(environment(Map.of("AWS_REGION", "x")))),
                "Reserved keys used in this request: AWS_REGION");
        assertBadParameter(
                () -> create(request.environment(environment(Map.of("BIG", "x".repeat(5000))))),
                "exceeded the 4KB limit");
        assertInvalid(() -> create(request.environment(environment(Map.of("a-b", "x")))), "environment.variables");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a/b", "a:b:c", "arn:aws:lambda:eu-west-1:1:function:x", "*", "a\u0000"})
    void names_that_are_none_are_refused(String name) {
        assertInvalid(() -> get(name), "'functionName' failed to satisfy constraint");
    }

    @Test
    void very_long_names_are_refused() {
        assertInvalid(() -> get("x".repeat(65)), "less than or equal to 64");
        assertInvalid(() -> get("x".repeat(100_000)), "failed to satisfy constraint");
    }

    @Test
    void what_does_not_exist_is_not_found() {
        assertNotFound(() -> get("nobody"), "Function not found: " + ARN + "nobody");
        assertNotFound(() -> get("nobody:live"), "Function not found: " + ARN + "nobody:live");
        assertNotFound(
                () -> get("arn:aws:lambda:us-east-1:123456789012:function:f"),
                "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')");
        GetFunctionRequest mixed =
                GetFunctionRequest.builder().functionName("f:1").qualifier("2").build();
        assertBadParameter(
                () -> lambda().getFunction(mixed),
                "The derived qualifier from the function name does not match the specified qualifier.");
    }

    @Test
    void configuration_changes_and_the_rest_stays() {
        String name = function();
        String before = get(name).revisionId();
        UpdateFunctionConfigurationRequest.Builder change =
                UpdateFunctionConfigurationRequest.builder().functionName(name);

        UpdateFunctionConfigurationResponse after = lambda().updateFunctionConfiguration(change.memorySize(512)
                .environment(environment(Map.of("COLOUR", "blue")))
                .build());

        assertThat(after.memorySize()).isEqualTo(512);
        assertThat(after.timeout()).isEqualTo(20);
        assertThat(after.environment().variables()).containsEntry("COLOUR", "blue");
        assertThat(after.revisionId()).isNotEqualTo(before);
        setMemory(name, 1024);
        assertThat(get(name).environment().variables()).containsEntry("COLOUR", "blue");
        assertFails(
                () -> lambda().updateFunctionConfiguration(
                                change.revisionId(before).description("stale").build()),
                PreconditionFailedException.class,
                412,
                "The Revision Id provided does not match the latest Revision Id.");
        assertThat(get(name).description()).isEmpty();
    }

    @Test
    void code_changes() {
        String name = function();
        String before = get(name).codeSha256();
        UpdateFunctionCodeRequest request = UpdateFunctionCodeRequest.builder()
                .functionName(name)
                .zipFile(python("x = 2").zipFile())
                .build();

        UpdateFunctionCodeResponse dry =
                lambda().updateFunctionCode(request.toBuilder().dryRun(true).build());
        assertThat(dry.codeSha256()).isNotEqualTo(before);
        assertThat(get(name).codeSha256()).isEqualTo(before);

        UpdateFunctionCodeResponse published =
                lambda().updateFunctionCode(request.toBuilder().publish(true).build());
        assertThat(published.version()).isEqualTo("1");
        assertThat(published.functionArn()).isEqualTo(ARN + name + ":1");
        assertThat(get(name).codeSha256()).isEqualTo(dry.codeSha256());
    }

    @Test
    void functions_are_listed_page_by_page() {
        List<String> names = Stream.generate(this::function).limit(3).toList();
        ListFunctionsRequest.Builder request = ListFunctionsRequest.builder().maxItems(2);

        assertThat(lambda().listFunctionsPaginator(request.build()).functions())
                .extracting(FunctionConfiguration::functionName)
                .containsAll(names)
                .doesNotHaveDuplicates();
        assertThat(lambda().listFunctions(request.build()).functions())
                .hasSize(2)
                .allSatisfy(listed -> assertThat(listed.state()).isNull());
        assertBadParameter(() -> lambda().listFunctions(request.marker("junk!").build()), "marker");
        assertInvalid(() -> lambda().listFunctions(request.maxItems(0).build()), "maxItems");
    }

    @Test
    void all_versions_are_listed_on_demand() {
        String name = function();
        publish(name);
        ListFunctionsRequest all = ListFunctionsRequest.builder()
                .functionVersion(FunctionVersion.ALL)
                .build();

        assertThat(lambda().listFunctionsPaginator(all).functions())
                .extracting(FunctionConfiguration::functionArn)
                .contains(ARN + name + ":$LATEST", ARN + name + ":1");
    }

    @Test
    void deleted_function_takes_everything_along() {
        String name = function();
        publish(name);
        CreateAliasRequest alias = CreateAliasRequest.builder()
                .functionName(name)
                .name("live")
                .functionVersion("1")
                .build();
        lambda().createAlias(alias);
        DeleteFunctionRequest delete =
                DeleteFunctionRequest.builder().functionName(name).build();

        lambda().deleteFunction(delete);

        assertNotFound(() -> get(name), name);
        assertNotFound(() -> lambda().deleteFunction(delete), "Function not found: " + ARN + name);
        create(request(name));
        assertNotFound(() -> get(name + ":live"), name + ":live");
        assertThat(publish(name).version()).isEqualTo("1");
    }

    @Test
    void account_settings_tell_limits_and_usage() {
        function();

        GetAccountSettingsResponse settings =
                lambda().getAccountSettings(GetAccountSettingsRequest.builder().build());

        assertThat(settings.accountLimit().concurrentExecutions()).isEqualTo(1000);
        assertThat(settings.accountUsage().functionCount()).isPositive();
        assertThat(settings.accountUsage().totalCodeSize()).isPositive();
    }
}
