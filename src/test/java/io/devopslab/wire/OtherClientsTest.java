package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The wire under the aws command and under boto3, where they are present. */
final class OtherClientsTest {

    private static final FakeS3 STORE = new FakeS3();
    private static final FakeCloudWatch CLOUDWATCH = new FakeCloudWatch();
    private static final FakeLambda FUNCTIONS = new FakeLambda();
    private static final TestWire WIRE = TestWire.of(STORE, CLOUDWATCH, FUNCTIONS, new SilentLogs());

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    private record Output(int exit, String text) {}

    /** The operations that answer with streams of events are none of this interface. */
    private record SilentLogs() implements CloudWatchLogsClient {

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It owns nothing.
        }
    }

    private Output run(List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("AWS_ACCESS_KEY_ID", TestWire.KEY.id());
        environment.put("AWS_SECRET_ACCESS_KEY", TestWire.KEY.secret());
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        environment.put("AWS_ENDPOINT_URL", WIRE.uri().toString());
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("AWS_PAGER", "");
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Output(process.waitFor(), Files.readString(output));
    }

    private String aws(String... arguments) throws Exception {
        Output output = run(
                java.util.stream.Stream.concat(java.util.stream.Stream.of("aws"), java.util.stream.Stream.of(arguments))
                        .toList());
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text();
    }

    private void assumePresent(String... command) {
        boolean present;
        try {
            present = run(List.of(command)).exit() == 0;
        } catch (Exception e) {
            present = false;
        }
        Needs.that(present, "the command '" + String.join(" ", command) + "'");
    }

    @Test
    void the_aws_command_copies_objects_both_ways() throws Exception {
        assumePresent("aws", "--version");
        byte[] content = new byte[200_000];
        new Random(3).nextBytes(content);
        Files.write(directory.resolve("up"), content);

        aws("s3", "cp", "up", "s3://bucket/dir/a name+ü", "--metadata", "k=v");
        aws("s3", "cp", "s3://bucket/dir/a name+ü", "down");

        assertThat(directory.resolve("down")).hasBinaryContent(content);
        assertThat(STORE.stored("bucket/dir/a name+ü").request().metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(aws("s3", "ls", "s3://bucket", "--recursive")).contains("200000 dir/a name+ü");
        assertThat(aws("s3api", "head-object", "--bucket", "bucket", "--key", "dir/a name+ü"))
                .contains("\"ContentLength\": 200000");
        assertThat(run(List.of("aws", "s3api", "head-object", "--bucket", "bucket", "--key", "none"))
                        .text())
                .contains("(404)");
    }

    @Test
    void the_aws_command_follows_a_presigned_link_and_makes_buckets() throws Exception {
        assumePresent("aws", "--version");
        aws("s3", "mb", "s3://made");
        assertThat(aws("s3api", "get-bucket-location", "--bucket", "made")).contains("\"eu-west-1\"");
        STORE.objects.put(
                "made/linked",
                new FakeS3.Stored(
                        "linked".getBytes(StandardCharsets.UTF_8),
                        software.amazon.awssdk.services.s3.model.PutObjectRequest.builder()
                                .build()));

        String link = aws("s3", "presign", "s3://made/linked").trim();

        assumePresent("curl", "--version");
        assertThat(run(List.of("curl", "-s", link)).text()).isEqualTo("linked");
        assertThat(run(List.of("curl", "-s", link.replace("linked", "other"))).text())
                .contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void the_aws_command_speaks_query_json_and_rest() throws Exception {
        assumePresent("aws", "--version");

        aws("cloudwatch", "put-metric-data", "--namespace", "cli", "--metric-name", "m", "--value", "1");
        assertThat(CLOUDWATCH.put)
                .anySatisfy(seen -> assertThat(seen.namespace()).isEqualTo("cli"));
        assertThat(aws("cloudwatch", "describe-alarms")).contains("errors & <faults>");

        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("code.zip")))) {
            zip.putNextEntry(new ZipEntry("code"));
        }
        assertThat(aws(
                        "lambda",
                        "create-function",
                        "--function-name",
                        "cli",
                        "--zip-file",
                        "fileb://code.zip",
                        "--environment",
                        "Variables={A=b}",
                        "--runtime",
                        "java17",
                        "--role",
                        "arn:aws:iam::123456789012:role/r",
                        "--handler",
                        "h"))
                .contains("\"A\": \"b\"");
        assertThat(aws("lambda", "invoke", "--function-name", "fails", "--payload", "{\"x\": 1}", "answer.json"))
                .contains("Unhandled");
        assertThat(directory.resolve("answer.json")).hasContent("{\"x\": 1}");
    }

    @Test
    void the_aws_command_prints_errors_as_of_aws() throws Exception {
        assumePresent("aws", "--version");

        assertThat(run(List.of("aws", "lambda", "get-function", "--function-name", "none"))
                        .text())
                .contains("An error occurred (ResourceNotFoundException) when calling the GetFunction operation:"
                        + " Function not found: none");
        assertThat(run(List.of("aws", "ecs", "list-clusters")).text())
                .contains("(NotImplemented)")
                .contains("ecs");
        assertThat(run(List.of("aws", "cloudwatch", "list-metrics")).text())
                .contains("An error occurred (NotImplemented) when calling the ListMetrics operation");
    }

    @Test
    void boto3_reads_and_writes() throws Exception {
        assumePresent("python3", "-c", "import boto3");
        Path script = directory.resolve("script.py");
        Files.writeString(script, String.join("\n", SCRIPT));

        Output output = run(List.of("python3", script.toString()));

        assertThat(output.text()).endsWith("done\n");
    }

    @Test
    void what_answers_with_a_stream_of_events_is_refused_by_its_name() throws Exception {
        assumePresent("python3", "-c", "import boto3");
        Path script = directory.resolve("streams.py");
        Files.writeString(script, """
                import boto3
                from botocore.config import Config
                from botocore.exceptions import ClientError

                def refused(name, call):
                    try:
                        call()
                        assert False, name
                    except ClientError as e:
                        assert e.response['ResponseMetadata']['HTTPStatusCode'] == 501, e.response
                        assert e.response['Error']['Code'] == 'NotImplemented', e.response
                        assert name in e.response['Error']['Message'], e.response

                logs = boto3.client('logs', config=Config(inject_host_prefix=False))
                group = 'arn:aws:logs:eu-west-1:123456789012:log-group:g'
                refused('CloudWatchLogs:StartLiveTail', lambda: logs.start_live_tail(logGroupIdentifiers=[group]))
                functions = boto3.client('lambda')
                refused('Lambda:InvokeWithResponseStream',
                        lambda: functions.invoke_with_response_stream(FunctionName='f'))
                print('done')
                """);
        assertThat(run(List.of("python3", script.toString())).text()).endsWith("done\n");
    }

    private static final List<String> SCRIPT = List.of(
            "import boto3, datetime",
            "from botocore.exceptions import ClientError",
            "s3 = boto3.client('s3')",
            "s3.put_object(Bucket='boto', Key='k/ü', Body=b'x' * 100000, Metadata={'a': 'b'})",
            "got = s3.get_object(Bucket='boto', Key='k/ü')",
            "assert got['Body'].read() == b'x' * 100000 and got['Metadata'] == {'a': 'b'}, got",
            "assert s3.delete_object(Bucket='boto', Key='k/ü')['ResponseMetadata']['HTTPStatusCode'] == 204",
            "assert [o['Key'] for o in s3.list_objects_v2(Bucket='boto').get('Contents', [])] == []",
            "try:",
            "    s3.get_object(Bucket='boto', Key='none'); assert False",
            "except s3.exceptions.NoSuchKey as e:",
            "    assert e.response['ResponseMetadata']['RequestId'], e.response",
            "import urllib.request, urllib.error",
            "from botocore.config import Config",
            "s3.put_object(Bucket='boto', Key='signed', Body=b'signed')",
            "for version in ['s3', 's3v4']:",
            "    signer = boto3.client('s3', config=Config(signature_version=version))",
            "    url = signer.generate_presigned_url('get_object', Params={'Bucket': 'boto', 'Key': 'signed'})",
            "    assert urllib.request.urlopen(url).read() == b'signed', url",
            "    url = signer.generate_presigned_url('get_object', Params={'Bucket': 'boto', 'Key': 'signed'},"
                    + " ExpiresIn=-1000 if version == 's3' else 0)",
            "    try:",
            "        urllib.request.urlopen(url); assert version == 's3v4'",
            "    except urllib.error.HTTPError as e:",
            "        assert e.code == 403 and b'Request has expired' in e.read()",
            "cw = boto3.client('cloudwatch')",
            "now = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc)",
            "cw.put_metric_data(Namespace='boto', MetricData=[{'MetricName': 'm', 'Value': 1.5, 'Timestamp': now}])",
            "alarm = cw.describe_alarms(AlarmNames=['b'])['MetricAlarms'][0]",
            "assert alarm['AlarmName'] == 'b' and alarm['Threshold'] == 1.5, alarm",
            "assert alarm['AlarmConfigurationUpdatedTimestamp'].year == 2026, alarm",
            "try:",
            "    cw.get_dashboard(DashboardName='x'); assert False",
            "except ClientError as e:",
            "    assert e.response['Error']['Code'] == 'ResourceNotFound', e.response",
            "fn = boto3.client('lambda')",
            "invoked = fn.invoke(FunctionName='f', Payload=b'[1]')",
            "assert invoked['Payload'].read() == b'[1]' and invoked['StatusCode'] == 200",
            "assert [f['FunctionName'] for p in fn.get_paginator('list_functions').paginate() for f in p['Functions']]"
                    + " == ['one', 'two']",
            "assert fn.delete_function(FunctionName='f')['ResponseMetadata']['HTTPStatusCode'] == 204",
            "print('done')");
}
