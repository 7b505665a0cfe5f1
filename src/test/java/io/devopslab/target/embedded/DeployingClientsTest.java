package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progressive delivery by the {@code aws} command alone, and by boto3 alone; only the clock is the test's. */
final class DeployingClientsTest {

    private static final String ONE = "def handler(event, context):\n    return 'one'\n";
    private static final String BROKEN = "def handler(event, context):\n    raise ValueError('two')\n";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["codedeploy.amazonaws.com", "lambda.amazonaws.com"]}}]}""";

    @TempDir
    Path directory;

    private WireCloud cloud;
    private AccessKey key;

    @BeforeEach
    void open() {
        cloud = WireCloud.open(directory.resolve("cloud"));
        key = cloud.cloud().accessKeys().create("123456789012", "arn:aws:iam::123456789012:user/ops", "AIDAOPS");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", key.id(),
                        "AWS_SECRET_ACCESS_KEY", key.secret(),
                        "AWS_DEFAULT_REGION", "eu-west-1",
                        "AWS_ENDPOINT_URL", cloud.endpoint().toString(),
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_PAGER", ""));
        return builder;
    }

    /** Runs the command, which must succeed, and gives what it prints. */
    private String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", "");
        Process process = process(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ends", command)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(output))
                .isZero();
        return Files.readString(output).trim();
    }

    private void pass(int seconds) {
        cloud.time().advance(Duration.ofSeconds(seconds));
    }

    private void zip(String name, String python) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            zip.putNextEntry(new ZipEntry("index.py"));
            zip.write(python.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_aws_command_sees_an_alarm_take_a_canary_back() throws Exception {
        Needs.program("aws");
        Needs.program("python3");
        zip("one.zip", ONE);
        zip("two.zip", BROKEN);
        String role = aws(
                "iam",
                "create-role",
                "--role-name",
                "ops",
                "--assume-role-policy-document",
                TRUST,
                "--query",
                "Role.Arn",
                "--output",
                "text");
        aws(
                "lambda",
                "create-function",
                "--function-name",
                "shop",
                "--runtime",
                "python3.12",
                "--handler",
                "index.handler",
                "--role",
                role,
                "--zip-file",
                "fileb://one.zip",
                "--publish");
        aws("lambda", "update-function-code", "--function-name", "shop", "--zip-file", "fileb://two.zip", "--publish");
        aws("lambda", "create-alias", "--function-name", "shop", "--name", "live", "--function-version", "1");
        aws(
                "cloudwatch",
                "put-metric-alarm",
                "--alarm-name",
                "live-errors",
                "--namespace",
                "AWS/Lambda",
                "--metric-name",
                "Errors",
                "--dimensions",
                "Name=FunctionName,Value=shop",
                "Name=Resource,Value=shop:live",
                "--statistic",
                "Sum",
                "--period",
                "60",
                "--evaluation-periods",
                "1",
                "--threshold",
                "0",
                "--comparison-operator",
                "GreaterThanThreshold",
                "--treat-missing-data",
                "notBreaching");
        aws("deploy", "create-application", "--application-name", "shop", "--compute-platform", "Lambda");
        aws(
                "deploy",
                "create-deployment-config",
                "--deployment-config-name",
                "half",
                "--compute-platform",
                "Lambda",
                "--traffic-routing-config",
                "type=TimeBasedCanary,timeBasedCanary={canaryPercentage=50,canaryInterval=10}");
        aws(
                "deploy",
                "create-deployment-group",
                "--application-name",
                "shop",
                "--deployment-group-name",
                "live",
                "--service-role-arn",
                role,
                "--deployment-config-name",
                "half",
                "--deployment-style",
                "deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL",
                "--alarm-configuration",
                "enabled=true,alarms=[{name=live-errors}]",
                "--auto-rollback-configuration",
                "enabled=true,events=[DEPLOYMENT_STOP_ON_ALARM]");
        Files.writeString(directory.resolve("revision.json"), """
                {"revisionType": "AppSpecContent", "appSpecContent": {"content":
                 "{\\"version\\": 0.0, \\"Resources\\": [{\\"shop\\": {\\"Type\\": \\"AWS::Lambda::Function\\", \\"Properties\\": {\\"Name\\": \\"shop\\", \\"Alias\\": \\"live\\", \\"CurrentVersion\\": \\"1\\", \\"TargetVersion\\": \\"2\\"}}}]}"}}
                """);
        String id = aws(
                "deploy",
                "create-deployment",
                "--application-name",
                "shop",
                "--deployment-group-name",
                "live",
                "--revision",
                "file://revision.json",
                "--query",
                "deploymentId",
                "--output",
                "text");
        pass(30);
        assertThat(aws(
                        "lambda",
                        "get-alias",
                        "--function-name",
                        "shop",
                        "--name",
                        "live",
                        "--query",
                        "[FunctionVersion, RoutingConfig.AdditionalVersionWeights.\"2\"]",
                        "--output",
                        "text"))
                .isEqualTo("1\t0.5");

        boolean failed = false;
        for (int call = 0; call < 30 && !failed; call++) {
            failed = aws(
                            "lambda",
                            "invoke",
                            "--function-name",
                            "shop:live",
                            "answer.json",
                            "--query",
                            "FunctionError",
                            "--output",
                            "text")
                    .equals("Unhandled");
        }
        assertThat(failed)
                .as("one of thirty calls of half a broken alias fails")
                .isTrue();
        pass(90);

        String[] stopped = aws(
                        "deploy",
                        "get-deployment",
                        "--deployment-id",
                        id,
                        "--query",
                        "deploymentInfo.[status, errorInformation.code, rollbackInfo.rollbackDeploymentId]",
                        "--output",
                        "text")
                .split("\t");
        assertThat(stopped).startsWith("Stopped", "ALARM_ACTIVE");
        aws("deploy", "wait", "deployment-successful", "--deployment-id", stopped[2]);
        assertThat(aws(
                        "deploy",
                        "get-deployment",
                        "--deployment-id",
                        stopped[2],
                        "--query",
                        "deploymentInfo.[creator, rollbackInfo.rollbackTriggeringDeploymentId]",
                        "--output",
                        "text"))
                .isEqualTo("codeDeployRollback\t" + id);
        assertThat(aws(
                        "lambda",
                        "get-alias",
                        "--function-name",
                        "shop",
                        "--name",
                        "live",
                        "--query",
                        "[FunctionVersion, RoutingConfig]",
                        "--output",
                        "text"))
                .isEqualTo("1\tNone");
        assertThat(aws(
                        "cloudwatch",
                        "describe-alarms",
                        "--alarm-names",
                        "live-errors",
                        "--query",
                        "MetricAlarms[0].StateValue",
                        "--output",
                        "text"))
                .isEqualTo("ALARM");
    }

    /** A bundle in a directory; its script notes on the host what it found installed. */
    private void bundle(String name, String page, String validates) throws IOException {
        Path bundle = Files.createDirectories(directory.resolve(name));
        Files.writeString(bundle.resolve("appspec.yml"), """
                version: 0.0
                os: linux
                files: [{source: page.txt, destination: /srv/app}]
                hooks: {ValidateService: [{location: validate.sh, timeout: 60}]}
                """);
        Files.writeString(bundle.resolve("page.txt"), page);
        Path script = bundle.resolve("validate.sh");
        Files.writeString(
                script,
                "#!/bin/sh\ncp \"$INSTANCE_ROOT/srv/app/page.txt\" " + directory + "/on-$INSTANCE_NAME\n" + validates
                        + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String on(String host) throws IOException {
        return Files.readString(directory.resolve("on-" + host));
    }

    @Test
    void the_aws_command_deploys_to_on_premises_hosts_and_back() throws Exception {
        Needs.program("aws");
        bundle("good", "good", "");
        bundle("bad", "bad", "exit 1");
        String role = aws(
                "iam",
                "create-role",
                "--role-name",
                "ops",
                "--assume-role-policy-document",
                TRUST,
                "--query",
                "Role.Arn",
                "--output",
                "text");
        aws("s3", "mb", "s3://bundles");
        for (String host : List.of("rack-1", "rack-2")) {
            aws(
                    "deploy",
                    "register-on-premises-instance",
                    "--instance-name",
                    host,
                    "--iam-user-arn",
                    "arn:aws:iam::123456789012:user/" + host);
        }
        aws(
                "deploy",
                "add-tags-to-on-premises-instances",
                "--instance-names",
                "rack-1",
                "rack-2",
                "--tags",
                "Key=app,Value=shop");
        aws("deploy", "create-application", "--application-name", "shop");
        aws(
                "deploy",
                "create-deployment-group",
                "--application-name",
                "shop",
                "--deployment-group-name",
                "racks",
                "--service-role-arn",
                role,
                "--deployment-config-name",
                "CodeDeployDefault.OneAtATime",
                "--on-premises-instance-tag-filters",
                "Key=app,Value=shop,Type=KEY_AND_VALUE",
                "--auto-rollback-configuration",
                "enabled=true,events=[DEPLOYMENT_FAILURE]");

        String good = deployed("good");
        aws("deploy", "wait", "deployment-successful", "--deployment-id", good);
        assertThat(on("rack-1") + " " + on("rack-2")).isEqualTo("good good");

        String bad = deployed("bad");
        String[] failed = aws(
                        "deploy",
                        "get-deployment",
                        "--deployment-id",
                        bad,
                        "--query",
                        "deploymentInfo.[status, errorInformation.code, rollbackInfo.rollbackDeploymentId]",
                        "--output",
                        "text")
                .split("\t");
        assertThat(failed).startsWith("Failed", "HEALTH_CONSTRAINTS");
        aws("deploy", "wait", "deployment-successful", "--deployment-id", failed[2]);
        assertThat(on("rack-1") + " " + on("rack-2")).isEqualTo("good good");
        String target = aws(
                "deploy",
                "list-deployment-targets",
                "--deployment-id",
                bad,
                "--target-filters",
                "TargetStatus=Failed",
                "--query",
                "targetIds[0]",
                "--output",
                "text");
        assertThat(aws(
                        "deploy",
                        "get-deployment-target",
                        "--deployment-id",
                        bad,
                        "--target-id",
                        target,
                        "--query",
                        "deploymentTarget.instanceTarget.lifecycleEvents[?status=='Failed']"
                                + ".[lifecycleEventName, diagnostics.errorCode, diagnostics.scriptName]",
                        "--output",
                        "text"))
                .isEqualTo("ValidateService\tScriptFailed\tvalidate.sh");
    }

    private String deployed(String bundle) throws Exception {
        aws(
                "deploy",
                "push",
                "--application-name",
                "shop",
                "--source",
                bundle,
                "--s3-location",
                "s3://bundles/" + bundle + ".zip");
        String id = aws(
                "deploy",
                "create-deployment",
                "--application-name",
                "shop",
                "--deployment-group-name",
                "racks",
                "--s3-location",
                "bucket=bundles,key=" + bundle + ".zip,bundleType=zip",
                "--query",
                "deploymentId",
                "--output",
                "text");
        pass(60);
        return id;
    }

    /** Runs a script that says {@code pass SECONDS} where time is to pass, and ends with {@code done}. */
    private void boto3(String script) throws Exception {
        Needs.program("python3");
        Needs.that(process(List.of("python3", "-c", "import boto3")).start().waitFor() == 0, "boto3");
        Path file = Files.writeString(directory.resolve("script.py"), script);
        Process process = process(List.of("python3", "-u", file.toString()))
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader();
                Writer answers = process.outputWriter()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("pass ")) {
                    pass(Integer.parseInt(line.substring(5)));
                    answers.write('\n');
                    answers.flush();
                }
            }
        }
        assertThat(process.waitFor()).as(said.toString()).isZero();
        assertThat(said.toString()).endsWith("done\n");
    }

    private static final String BEGIN = """
            import boto3, io, json, sys, zipfile
            def passed(seconds):
                print('pass', seconds)
                sys.stdin.readline()
            def zipped(files):
                out = io.BytesIO()
                with zipfile.ZipFile(out, 'w') as z:
                    for name, text in files.items():
                        z.writestr(name, text)
                return out.getvalue()
            role = boto3.client('iam').create_role(RoleName='ops', AssumeRolePolicyDocument=json.dumps({
                'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole',
                'Principal': {'Service': ['codedeploy.amazonaws.com', 'lambda.amazonaws.com']}}]}))['Role']['Arn']
            deploy = boto3.client('codedeploy')
            def info(id):
                return deploy.get_deployment(deploymentId=id)['deploymentInfo']
            """;

    @Test
    void boto3_sees_an_alarm_take_a_canary_back() throws Exception {
        boto3(BEGIN + """
                fn = boto3.client('lambda')
                cw = boto3.client('cloudwatch')
                code = "def handler(event, context):\\n    %s\\n"
                fn.create_function(FunctionName='shop', Runtime='python3.12', Handler='index.handler', Role=role,
                    Code={'ZipFile': zipped({'index.py': code % "return 'one'"})}, Publish=True)
                fn.get_waiter('function_active_v2').wait(FunctionName='shop')
                fn.update_function_code(FunctionName='shop', Publish=True,
                    ZipFile=zipped({'index.py': code % "raise ValueError('two')"}))
                fn.create_alias(FunctionName='shop', Name='live', FunctionVersion='1')
                cw.put_metric_alarm(AlarmName='live-errors', Namespace='AWS/Lambda', MetricName='Errors',
                    Dimensions=[{'Name': 'FunctionName', 'Value': 'shop'}, {'Name': 'Resource', 'Value': 'shop:live'}],
                    Statistic='Sum', Period=60, EvaluationPeriods=1, Threshold=0,
                    ComparisonOperator='GreaterThanThreshold', TreatMissingData='notBreaching')
                deploy.create_application(applicationName='shop', computePlatform='Lambda')
                deploy.create_deployment_config(deploymentConfigName='half', computePlatform='Lambda',
                    trafficRoutingConfig={'type': 'TimeBasedCanary',
                        'timeBasedCanary': {'canaryPercentage': 50, 'canaryInterval': 10}})
                deploy.create_deployment_group(applicationName='shop', deploymentGroupName='live', serviceRoleArn=role,
                    deploymentConfigName='half',
                    deploymentStyle={'deploymentType': 'BLUE_GREEN', 'deploymentOption': 'WITH_TRAFFIC_CONTROL'},
                    alarmConfiguration={'enabled': True, 'alarms': [{'name': 'live-errors'}]},
                    autoRollbackConfiguration={'enabled': True, 'events': ['DEPLOYMENT_STOP_ON_ALARM']})
                spec = {'version': 0.0, 'Resources': [{'shop': {'Type': 'AWS::Lambda::Function', 'Properties': {
                    'Name': 'shop', 'Alias': 'live', 'CurrentVersion': '1', 'TargetVersion': '2'}}}]}
                id = deploy.create_deployment(applicationName='shop', deploymentGroupName='live', revision={
                    'revisionType': 'AppSpecContent', 'appSpecContent': {'content': json.dumps(spec)}})['deploymentId']
                passed(30)
                alias = fn.get_alias(FunctionName='shop', Name='live')
                assert alias['FunctionVersion'] == '1', alias
                assert alias['RoutingConfig']['AdditionalVersionWeights'] == {'2': 0.5}, alias
                answers = [fn.invoke(FunctionName='shop', Qualifier='live') for _ in range(40)]
                versions = {a['ExecutedVersion']: a.get('FunctionError') for a in answers}
                assert versions == {'1': None, '2': 'Unhandled'}, versions
                passed(90)
                stopped = info(id)
                assert stopped['status'] == 'Stopped' and stopped['errorInformation']['code'] == 'ALARM_ACTIVE', stopped
                back = stopped['rollbackInfo']['rollbackDeploymentId']
                deploy.get_waiter('deployment_successful').wait(deploymentId=back)
                assert info(back)['creator'] == 'codeDeployRollback', info(back)
                assert info(back)['rollbackInfo']['rollbackTriggeringDeploymentId'] == id, info(back)
                alias = fn.get_alias(FunctionName='shop', Name='live')
                assert alias['FunctionVersion'] == '1' and 'RoutingConfig' not in alias, alias
                assert cw.describe_alarms(AlarmNames=['live-errors'])['MetricAlarms'][0]['StateValue'] == 'ALARM'
                print('done')
                """);
    }

    @Test
    void boto3_deploys_to_on_premises_hosts_and_back() throws Exception {
        boto3(BEGIN + """
                s3 = boto3.client('s3')
                s3.create_bucket(Bucket='bundles', CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'})
                spec = '''version: 0.0
                os: linux
                files: [{source: page.txt, destination: /srv/app}]
                hooks: {ValidateService: [{location: validate.sh, timeout: 60}]}
                '''
                for name, exit in [('good', 0), ('bad', 1)]:
                    script = '#!/bin/sh\\ncp "$INSTANCE_ROOT/srv/app/page.txt" %s/on-$INSTANCE_NAME\\nexit %d\\n'
                    s3.put_object(Bucket='bundles', Key=name, Body=zipped({'appspec.yml': spec, 'page.txt': name,
                        'validate.sh': script % (sys.path[0], exit)}))
                hosts = ['rack-1', 'rack-2']
                for host in hosts:
                    deploy.register_on_premises_instance(instanceName=host,
                        iamUserArn='arn:aws:iam::123456789012:user/' + host)
                deploy.add_tags_to_on_premises_instances(instanceNames=hosts, tags=[{'Key': 'app', 'Value': 'shop'}])
                deploy.create_application(applicationName='shop', computePlatform='Server')
                deploy.create_deployment_group(applicationName='shop', deploymentGroupName='racks', serviceRoleArn=role,
                    deploymentConfigName='CodeDeployDefault.OneAtATime',
                    onPremisesInstanceTagFilters=[{'Key': 'app', 'Value': 'shop', 'Type': 'KEY_AND_VALUE'}],
                    autoRollbackConfiguration={'enabled': True, 'events': ['DEPLOYMENT_FAILURE']})
                def deployed(name):
                    id = deploy.create_deployment(applicationName='shop', deploymentGroupName='racks', revision={
                        'revisionType': 'S3', 's3Location': {'bucket': 'bundles', 'key': name, 'bundleType': 'zip'}})
                    passed(60)
                    return id['deploymentId']
                def pages():
                    return [open(sys.path[0] + '/on-' + host).read() for host in hosts]
                deploy.get_waiter('deployment_successful').wait(deploymentId=deployed('good'))
                assert pages() == ['good', 'good'], pages()
                bad = deployed('bad')
                assert info(bad)['status'] == 'Failed', info(bad)
                assert info(bad)['errorInformation']['code'] == 'HEALTH_CONSTRAINTS', info(bad)
                overview = info(bad)['deploymentOverview']
                assert (overview['Failed'], overview['Skipped'], overview['Succeeded']) == (1, 1, 0), overview
                deploy.get_waiter('deployment_successful').wait(
                    deploymentId=info(bad)['rollbackInfo']['rollbackDeploymentId'])
                assert pages() == ['good', 'good'], pages()
                targets = deploy.batch_get_deployment_targets(deploymentId=bad,
                    targetIds=deploy.list_deployment_targets(deploymentId=bad)['targetIds'])['deploymentTargets']
                events = [(e['lifecycleEventName'], e['diagnostics']['errorCode']) for t in targets
                    for e in t['instanceTarget']['lifecycleEvents'] if e['status'] == 'Failed']
                assert events == [('ValidateService', 'ScriptFailed')], events
                print('done')
                """);
    }
}
