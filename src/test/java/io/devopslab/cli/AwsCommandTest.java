package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.TestDaemon;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** {@code lab aws} on an embedded cloud, beside the {@code aws} command itself where that is present. */
final class AwsCommandTest {

    @TempDir
    static Path home;

    private static final List<TestDaemon> DAEMONS = new ArrayList<>();

    @BeforeAll
    static void fill() throws Exception {
        DAEMONS.add(TestDaemon.start(home.resolve(".lab")));
        Files.writeString(home.resolve("policy.json"), """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "lambda.amazonaws.com"}}]}""");
        Files.writeString(home.resolve("template.json"), """
                {"Parameters": {"P": {"Type": "String"}}, "Resources": {"Named": {"Type": "AWS::SSM::Parameter",
                 "Properties": {"Type": "String", "Value": {"Ref": "P"}}}}}""");
        Files.writeString(home.resolve("some file.txt"), "a text, und süß\n");
        for (int i = 0; i < 5; i++) {
            lab("ssm", "put-parameter", "--name", "/p/" + i, "--type", "String", "--value", "v" + i);
            lab(
                    "iam",
                    "create-role",
                    "--role-name",
                    "role-" + i,
                    "--assume-role-policy-document",
                    "file://policy.json",
                    "--tags",
                    "Key=a,Value=b",
                    "Key=c,Value='d e'");
        }
        lab("logs", "create-log-group", "--log-group-name", "/g", "--tags", "k=v,l=w");
        lab("logs", "create-log-stream", "--log-group-name", "/g", "--log-stream-name", "s");
        long now = System.currentTimeMillis();
        lab(
                "logs",
                "put-log-events",
                "--log-group-name",
                "/g",
                "--log-stream-name",
                "s",
                "--log-events",
                "timestamp=" + (now - 3) + ",message='one, two'",
                "timestamp=" + (now - 2) + ",message=tab\there",
                "timestamp=" + (now - 1) + ",message='{\"json\": 1}'");
        lab(
                "s3api",
                "create-bucket",
                "--bucket",
                "bucket",
                "--create-bucket-configuration",
                "LocationConstraint=eu-west-1");
        lab("s3", "cp", "some file.txt", "s3://bucket/dir/");
        lab(
                "s3api",
                "put-object",
                "--bucket",
                "bucket",
                "--key",
                "top",
                "--body",
                "some file.txt",
                "--metadata",
                "a=b");
        lab(
                "cloudformation",
                "create-stack",
                "--stack-name",
                "stack",
                "--template-body",
                "file://template.json",
                "--parameters",
                "ParameterKey=P,ParameterValue=x",
                "--tags",
                "Key=t,Value=u");
        lab("codecommit", "create-repository", "--repository-name", "repo", "--repository-description", "été");
        lab(
                "codecommit",
                "put-file",
                "--repository-name",
                "repo",
                "--branch-name",
                "main",
                "--file-path",
                "a.txt",
                "--file-content",
                "fileb://some file.txt",
                "--name",
                "You");
        lab("events", "put-rule", "--name", "rule", "--event-pattern", "{\"source\": [\"x\"]}");
    }

    @AfterAll
    static void stop() throws Exception {
        for (TestDaemon daemon : DAEMONS) {
            daemon.close();
        }
    }

    private static CommandRun attempt(String... words) {
        List<String> line = new ArrayList<>(List.of("aws"));
        line.addAll(List.of(words));
        return CommandRun.lab(home, line.toArray(new String[0]));
    }

    private static String lab(String... words) {
        CommandRun run = attempt(words);
        assertThat(run).extracting(CommandRun::exitCode).as(run.toString()).isEqualTo(0);
        return run.out();
    }

    private record Said(int exit, String out, String err) {}

    private static Said aws(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("aws"));
        line.addAll(List.of(words));
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        Path config = home.resolve("config");
        // Version 1 prints times as the services send them unless it is told to do as version 2 does.
        Files.writeString(config, "[default]\ncli_timestamp_format = iso8601\n");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        DaemonAddress address = DAEMONS.get(0).address();
        AwsBasicCredentials key = DAEMONS.get(0).daemons().credentials().orElseThrow();
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", address.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", key.secretAccessKey(),
                        "AWS_DEFAULT_REGION", address.region(),
                        "AWS_CONFIG_FILE", config.toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_PAGER", "",
                        "TZ", "UTC"));
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Said(
                process.waitFor(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static String sentence(String err) {
        return "\n" + err.substring(Math.max(0, err.indexOf("An error occurred")));
    }

    private static void needsAws() throws Exception {
        Needs.program("aws");
        Needs.that(aws("--version").exit() == 0, "an aws command that runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam list-roles --max-items 2 --page-size 1",
                "iam get-role --role-name role-0 --output text",
                "iam list-role-tags --role-name role-0 --query Tags[].[Key,Value] --output table",
                "ssm describe-parameters --page-size 2 --output table",
                "ssm get-parameters --names /p/0 /p/1 /none",
                "ssm get-parameters-by-path --path /p --no-recursive --query Parameters[*].{N:Name,V:Value} --output table",
                "logs describe-log-groups --output text",
                "logs filter-log-events --log-group-name /g --max-items 2 --page-size 1 --output text",
                "logs filter-log-events --log-group-name /g",
                "s3api list-objects-v2 --bucket bucket --prefix none",
                "s3api head-object --bucket bucket --key top",
                "cloudformation describe-stack-events --stack-name stack --output table",
                "cloudformation get-template --stack-name stack",
                "cloudformation list-stacks --stack-status-filter CREATE_COMPLETE --output text",
                "codecommit get-file --repository-name repo --file-path a.txt",
                "codepipeline list-pipelines --output table",
            })
    void it_prints_what_the_aws_command_prints(String command) throws Exception {
        needsAws();
        String[] words = command.split(" ");
        assertThat(lab(words)).isEqualTo(aws(words).out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam list-mfa-devices",
                "s3api head-object --bucket bucket --key none",
                "codepipeline get-pipeline-state --name none",
            })
    void errors_read_as_those_of_the_aws_command(String command) throws Exception {
        needsAws();
        String[] words = command.split(" ");
        CommandRun run = attempt(words);

        // Late versions of the aws command put their own name before the sentence.
        assertThat(run.err())
                .startsWith("\nAn error occurred (")
                .isEqualTo(sentence(aws(words).err()));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void s3_is_listed_as_by_the_aws_command() throws Exception {
        needsAws();
        for (String command : List.of("s3 ls s3://bucket", "s3 ls bucket --recursive --summarize")) {
            assertThat(lab(command.split(" ")))
                    .isEqualTo(aws(command.split(" ")).out());
        }
    }

    @Test
    void a_rejection_and_an_operation_that_is_missing_have_exit_codes_of_their_own() {
        assertThat(attempt("ssm", "get-parameter", "--name", "/none").exitCode())
                .isEqualTo(3);
        assertThat(attempt("iam", "list-mfa-devices").exitCode()).isEqualTo(4);
    }

    @Test
    void a_listing_goes_on_at_its_token() {
        String token = lab("ssm", "describe-parameters", "--max-items", "3", "--query", "NextToken")
                .trim()
                .replace("\"", "");
        String names = "join(' ', Parameters[].Name)";
        String first = lab("ssm", "describe-parameters", "--max-items", "3", "--query", names);
        String rest = lab("ssm", "describe-parameters", "--starting-token", token, "--query", names);
        String all = lab("ssm", "describe-parameters", "--query", names);
        assertThat(first.trim().split(" ")).hasSize(3);
        assertThat((first.trim() + " " + rest.trim()).replace("\" \"", " ")).isEqualTo(all.trim());
    }

    @Test
    void contents_come_from_files_and_go_to_files() throws Exception {
        lab("s3api", "get-object", "--bucket", "bucket", "--key", "top", "got");
        lab("s3", "cp", "s3://bucket/dir/some file.txt", "copied");

        assertThat(home.resolve("got")).hasSameBinaryContentAs(home.resolve("some file.txt"));
        assertThat(home.resolve("copied")).hasSameBinaryContentAs(home.resolve("some file.txt"));
    }

    @Test
    void nothing_is_written_outside_of_the_directory_that_was_named() throws Exception {
        lab("s3api", "put-object", "--bucket", "bucket", "--key", "evil/../../out", "--body", "some file.txt");
        Path inner = Files.createDirectories(home.resolve("inner"));

        CommandRun run = attempt("s3", "cp", "s3://bucket/evil/", inner + "/x", "--recursive");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(home.resolve("out")).doesNotExist();
        lab("s3api", "delete-object", "--bucket", "bucket", "--key", "evil/../../out");
    }

    @Test
    void the_tail_of_a_log_is_printed_in_lines() {
        assertThat(lab("logs", "tail", "/g", "--since", "1h", "--format", "short"))
                .containsPattern("\\d\\d:\\d\\d:\\d\\d one, two\n")
                .contains(" tab\there\n");
    }

    @Test
    void the_whole_input_may_be_json() {
        assertThat(lab(
                        "ssm",
                        "get-parameter",
                        "--cli-input-json",
                        "{\"Name\": \"/p/3\"}",
                        "--query",
                        "Parameter.Value"))
                .isEqualTo("\"v3\"\n");
    }

    @Test
    void what_is_mistyped_is_answered_with_the_nearest_words() {
        assertThat(attempt("codepipelin", "list-pipelines").err()).contains("codepipeline");
        assertThat(attempt("ssm", "get-paramter").err()).contains("get-parameter");
        assertThat(attempt("ssm", "get-parameter", "--nmae", "x").err()).contains("--name");
        assertThat(attempt("ssm", "get-parameter", "--name", "x", "--output", "jsn")
                        .err())
                .contains("json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssm get-parameter --name",
                "ssm describe-parameters --max-items -1",
                "ssm describe-parameters --max-items 99999999999",
                "ssm describe-parameters --starting-token %%%",
                "ssm describe-parameters --starting-token bnVsbA==",
                "ssm get-parameter --name x --query [",
                "ssm get-parameter --name x --profile p",
                "ssm get-parameter --name x --endpoint-url http://example.com",
                "ssm get-parameter --name x --region ../..",
                "ssm get-parameter --cli-input-json {",
                "ssm get-parameter --cli-input-json []",
                "ssm get-parameter --cli-input-json {\"Nam\":1}",
                "ssm get-parameter --cli-input-json {\"Name\":[1]}",
                "ssm get-parameter --cli-input-json file://none",
                "ssm get-parameter x",
                "ssm get-parameters --names [1",
                "ssm put-parameter --name x --value y --tags Key",
                "ssm put-parameter --name x --value y --tags Kye=a",
                "lambda invoke --function-name f",
                "lambda invoke --function-name f --payload {} out",
                "logs get-log-events --log-group-name /g --log-stream-name s --limit many",
                "logs tail",
                "logs tail /g --since yesterday",
                "s3 ls s3://",
                "s3 cp a b",
                "s3 cp nothing s3://bucket/",
                "--region",
            })
    void bad_input_is_a_usage_error(String command) {
        CommandRun run = attempt(command.split(" "));

        assertThat(run).extracting(CommandRun::exitCode).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).startsWith("lab: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "codepipeline help", "s3 help", "iam help", "iam list-mfa-devices help"})
    void every_help_fits_into_eighty_columns(String command) {
        assertThat(lab(command.split(" ")).lines()).isNotEmpty().allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(80));
    }

    @Test
    void without_a_cloud_it_is_said_how_to_start_one(@TempDir Path empty) {
        CommandRun run = CommandRun.lab(empty, "aws", "sts", "get-caller-identity");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("lab start");
    }
}
