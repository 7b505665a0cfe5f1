package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.CacheMode;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportStatusType;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.codebuild.model.Tag;
import software.amazon.awssdk.services.codebuild.model.TestCase;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What CodeBuild promises, for any implementation of its client. Builds run real commands. */
abstract class CodeBuildContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "codebuild.amazonaws.com"}}]}""";

    private String unique = "";
    private String name = "";
    private String bucket = "";
    private String role = "";

    /** The services under test and beside it. */
    record Clients(CodeBuildClient codeBuild, CloudWatchLogsClient logs, S3Client s3, SsmClient ssm, IamClient iam) {}

    abstract Clients clients();

    abstract String region();

    /** Lets the cloud's time pass. */
    abstract void pause(Duration duration) throws InterruptedException;

    /** Of the projects' environments. */
    String image() {
        return "aws/codebuild/standard:7.0";
    }

    /** What a build's log says of where its commands run. */
    String place() {
        return "not of a container of the image " + image();
    }

    /** The beginning of a variable that comes with the place. */
    String variableOfPlace() {
        return "JAVA_HOME=";
    }

    /** How a build ends that has too many processes. */
    String tooManyProcesses() {
        return "too many processes";
    }

    private CodeBuildClient codeBuild() {
        return clients().codeBuild();
    }

    @BeforeEach
    void makeSurroundings() {
        unique = UUID.randomUUID().toString().substring(0, 8);
        name = "app-" + unique;
        bucket = "builds-" + unique;
        clients().s3().createBucket(r -> r.bucket(bucket)
                .createBucketConfiguration(c -> c.locationConstraint(region())));
        role = clients()
                .iam()
                .createRole(r -> r.roleName("build-" + unique).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
    }

    CreateProjectRequest.Builder inline(String buildspec) {
        return CreateProjectRequest.builder()
                .name(name)
                .serviceRole(role)
                .source(s -> s.type(SourceType.NO_SOURCE).buildspec(buildspec))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image(image())
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL));
    }

    static String spec(String... buildCommands) {
        return "version: 0.2\nphases:\n  build:\n    commands:\n"
                + java.util.Arrays.stream(buildCommands)
                        .map(command -> "      - '" + command.replace("'", "''") + "'\n")
                        .collect(Collectors.joining());
    }

    Build run(CreateProjectRequest request) throws InterruptedException {
        codeBuild().createProject(request);
        return run(r -> {});
    }

    private Build run(Consumer<StartBuildRequest.Builder> overrides) throws InterruptedException {
        StartBuildRequest.Builder request = StartBuildRequest.builder().projectName(name);
        overrides.accept(request);
        return await(codeBuild().startBuild(request.build()).build().id());
    }

    private Build await(String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            Build build = build(id);
            if (build.buildComplete()) {
                return build;
            }
            pause(Duration.ofSeconds(1));
        }
        throw new AssertionError("The build " + id + " does not end.");
    }

    private Build build(String id) {
        return codeBuild().batchGetBuilds(r -> r.ids(id)).builds().get(0);
    }

    List<String> log(Build build) {
        return clients()
                .logs()
                .getLogEvents(r -> r.logGroupName(build.logs().groupName())
                        .logStreamName(build.logs().streamName())
                        .startFromHead(true))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .map(String::stripTrailing)
                .toList();
    }

    private static BuildPhase phase(Build build, BuildPhaseType type) {
        return build.phases().stream()
                .filter(phase -> phase.phaseType() == type)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The build has no phase " + type + ": " + build.phases()));
    }

    private static String context(Build build, BuildPhaseType type) {
        return phase(build, type).contexts().stream()
                .map(context -> context.statusCode() + ": " + context.message())
                .collect(Collectors.joining());
    }

    private static List<String> phases(Build build) {
        return build.phases().stream().map(BuildPhase::phaseTypeAsString).toList();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Map<String, String> unzip(String key) throws IOException {
        byte[] bytes =
                clients().s3().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    private void upload(String key, byte[] bytes) {
        clients().s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    private static void assertInvalid(ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInputException");
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    @Test
    void a_build_goes_through_all_phases() throws InterruptedException {
        Build build = run(inline(spec("echo hello $CODEBUILD_BUILD_NUMBER")).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(phases(build))
                .containsExactly(
                        "SUBMITTED",
                        "QUEUED",
                        "PROVISIONING",
                        "DOWNLOAD_SOURCE",
                        "INSTALL",
                        "PRE_BUILD",
                        "BUILD",
                        "POST_BUILD",
                        "UPLOAD_ARTIFACTS",
                        "FINALIZING",
                        "COMPLETED");
        assertThat(build.phases())
                .filteredOn(phase -> phase.phaseType() != BuildPhaseType.COMPLETED)
                .allSatisfy(phase -> {
                    assertThat(phase.phaseStatus()).isEqualTo(StatusType.SUCCEEDED);
                    assertThat(phase.endTime()).isNotNull();
                    assertThat(phase.durationInSeconds()).isNotNegative();
                });
        assertThat(build.currentPhase()).isEqualTo("COMPLETED");
        assertThat(build.buildNumber()).isEqualTo(1);
        assertThat(build.arn()).endsWith(":build/" + build.id());
        assertThat(build.id()).startsWith(name + ":");
        assertThat(build.logs().groupName()).isEqualTo("/aws/codebuild/" + name);
        assertThat(build.id()).endsWith(":" + build.logs().streamName());
    }

    @Test
    void the_log_reads_as_on_aws() throws InterruptedException {
        Build build = run(inline(spec("echo hello", "echo oops >&2; exit 3")).build());
        List<String> log = log(build);
        assertThat(log)
                .anyMatch(
                        line -> line.matches(
                                "\\[Container\\] \\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} Running command echo hello"))
                .contains("hello", "oops")
                .anyMatch(line -> line.endsWith(" Entering phase BUILD"))
                .anyMatch(
                        line -> line.endsWith(" Command did not exit successfully echo oops >&2; exit 3 exit status 3"))
                .anyMatch(line -> line.endsWith(" Phase complete: BUILD State: FAILED"))
                .anyMatch(
                        line -> line.endsWith(" Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while"
                                + " executing command: echo oops >&2; exit 3. Reason: exit status 3"))
                .anyMatch(line -> line.contains(place()));
        assertThat(log.indexOf("hello")).isLessThan(log.indexOf("oops"));
    }

    @Test
    void a_failed_build_phase_is_followed_by_post_build_and_artifacts() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases:
                          build: {commands: ['exit 1', 'echo never']}
                          post_build: {commands: ['echo succeeding=$CODEBUILD_BUILD_SUCCEEDING']}
                        """).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(phases(build)).contains("POST_BUILD", "UPLOAD_ARTIFACTS", "FINALIZING", "COMPLETED");
        assertThat(context(build, BuildPhaseType.BUILD))
                .isEqualTo("COMMAND_EXECUTION_ERROR: Error while executing command: exit 1. Reason: exit status 1");
        assertThat(log(build)).contains("succeeding=0").doesNotContain("never");
    }

    @Test
    void a_failed_install_or_pre_build_ends_the_build() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases:
                          pre_build: {commands: ['false'], finally: ['echo cleaned']}
                          build: {commands: ['echo never']}
                        """).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(phases(build))
                .endsWith("PRE_BUILD", "FINALIZING", "COMPLETED")
                .doesNotContain("BUILD", "POST_BUILD");
        assertThat(log(build)).contains("cleaned").doesNotContain("never");
    }

    @Test
    void on_failure_decides_what_follows() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases:
                          install: {on-failure: CONTINUE, commands: ['false']}
                          pre_build: {commands: ['echo went on']}
                          build: {on-failure: ABORT, commands: ['exit 9']}
                          post_build: {commands: ['echo never']}
                        """).build());
        assertThat(log(build)).contains("went on").doesNotContain("never");
        assertThat(phases(build)).endsWith("BUILD", "FINALIZING", "COMPLETED");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
    }

    @Test
    void a_retried_build_is_linked_with_the_one_before() throws InterruptedException {
        Build first = run(inline("version: 0.2\nphases: {build: {on-failure: RETRY-2-status 4, commands: ['exit 4']}}")
                .build());
        pause(Duration.ofSeconds(5));
        List<String> ids = codeBuild()
                .listBuildsForProject(r -> r.projectName(name).sortOrder(SortOrderType.ASCENDING))
                .ids();
        assertThat(ids).hasSize(3);
        assertThat(build(ids.get(0)).autoRetryConfig().nextAutoRetry())
                .isEqualTo(build(ids.get(1)).arn());
        assertThat(await(ids.get(2)).autoRetryConfig().autoRetryNumber()).isEqualTo(2);
        assertThat(await(ids.get(2)).autoRetryConfig().previousAutoRetry())
                .isEqualTo(build(ids.get(1)).arn());
        assertThat(first.id()).isEqualTo(ids.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "bash"})
    void commands_share_one_shell(String shell) throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        env: {shell: %s, exported-variables: [RESULT, PLAIN, NONE]}
                        phases:
                          install: {commands: ['export RESULT="a  b"', 'PLAIN=c', 'mkdir -p d && cd d', 'umask 027']}
                          build: {commands: ['echo "<$RESULT|$PLAIN|$(basename "$PWD")|$(umask)>"', 'exit 0']}
                          post_build: {commands: ['echo "still <$PLAIN>"']}
                        """.formatted(shell)).build());
        assertThat(log(build)).contains("<a  b|c|d|0027>", "still <c>");
        assertThat(build.exportedEnvironmentVariables())
                .extracting(v -> v.name() + "=" + v.value())
                .containsExactly("RESULT=a  b", "PLAIN=c", "NONE=");
    }

    @Test
    void version_0_1_gives_each_command_its_own_shell() throws InterruptedException {
        Build build = run(
                inline("version: 0.1\nphases: {build: {commands: ['A=1', 'cd /', 'echo \"<$A|$(basename $PWD)>\"']}}")
                        .build());
        assertThat(log(build)).contains("<|src>");
    }

    @Test
    void the_environment_is_clean_and_complete() throws InterruptedException {
        Build build = run(inline(spec("env | sort", "java -XshowSettings:properties -version 2>&1 | grep java.home"))
                .build());
        List<String> log = log(build);
        String id = build.id();
        assertThat(log)
                .contains(
                        "CODEBUILD_BUILD_ID=" + id,
                        "CODEBUILD_BUILD_ARN=" + build.arn(),
                        "CODEBUILD_BUILD_NUMBER=1",
                        "CODEBUILD_BUILD_SUCCEEDING=1",
                        "CODEBUILD_BUILD_IMAGE=" + image(),
                        "CODEBUILD_LOG_PATH=" + build.logs().streamName(),
                        "CODEBUILD_START_TIME=" + build.startTime().toEpochMilli(),
                        "CODEBUILD_INITIATOR=" + build.initiator())
                .anyMatch(line -> line.startsWith("AWS_REGION="))
                .anyMatch(line -> line.startsWith("AWS_ENDPOINT_URL=http"))
                .anyMatch(line -> line.startsWith("AWS_SESSION_TOKEN="))
                .anyMatch(line -> line.startsWith(variableOfPlace()))
                .anyMatch(line -> line.startsWith("HOME=") && !line.equals("HOME=" + System.getenv("HOME")))
                .noneMatch(line -> line.startsWith("MAVEN_") || line.startsWith("USER="));
    }

    @Test
    void variables_of_the_start_go_over_those_of_the_project_and_of_the_buildspec() throws InterruptedException {
        codeBuild()
                .createProject(inline("""
                        version: 0.2
                        env: {variables: {A: spec, B: spec, C: spec}}
                        phases: {build: {commands: ['echo "$A $B $C"']}}
                        """)
                        .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                                .image(image())
                                .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                                .environmentVariables(variable("B", "project"), variable("C", "project")))
                        .build());
        Build build = run(r -> r.environmentVariablesOverride(variable("C", "start")));
        assertThat(log(build)).contains("spec project start");
        assertThat(build.environment().environmentVariables())
                .extracting(EnvironmentVariable::value)
                .containsExactly("project", "start");
    }

    private static EnvironmentVariable variable(String variable, String value) {
        return EnvironmentVariable.builder().name(variable).value(value).build();
    }

    @Test
    void parameters_are_read_and_hidden_in_the_log() throws InterruptedException {
        clients().ssm().putParameter(r -> r.name("/" + unique + "/password")
                .type(ParameterType.SECURE_STRING)
                .value("s3cr3t-value"));
        Build build = run(inline("""
                        version: 0.2
                        env: {parameter-store: {PASSWORD: /%s/password}}
                        phases: {build: {commands: ['echo "it is $PASSWORD"', 'test ${#PASSWORD} = 12']}}
                        """.formatted(unique)).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(log(build)).contains("it is ***");
        Build missing = run(r -> r.environmentVariablesOverride(EnvironmentVariable.builder()
                .name("X")
                .type(EnvironmentVariableType.PARAMETER_STORE)
                .value("/none")
                .build()));
        assertThat(context(missing, BuildPhaseType.DOWNLOAD_SOURCE))
                .isEqualTo("Decrypted Variables Error: parameter does not exist: /none");
        Build secret = run(r -> r.environmentVariablesOverride(EnvironmentVariable.builder()
                .name("X")
                .type(EnvironmentVariableType.SECRETS_MANAGER)
                .value("db")
                .build()));
        assertThat(context(secret, BuildPhaseType.DOWNLOAD_SOURCE)).contains("no Secrets Manager");
    }

    @Test
    void a_source_archive_is_built_and_its_artifacts_are_packed() throws InterruptedException, IOException {
        upload("in/source.zip", zip(Map.of("buildspec.yml", """
                        version: 0.2
                        phases:
                          build:
                            commands:
                              - mkdir -p out/deep/er out/skip
                              - echo "$CODEBUILD_SOURCE_REPO_URL" > out/url.txt
                              - cp data.txt out/deep/er/data.txt; echo no > out/skip/no.txt
                              - ln -s /etc/passwd out/passwd
                        artifacts:
                          base-directory: out
                          files: ['**/*']
                          exclude-paths: ['skip/**/*']
                          secondary-artifacts:
                            flat: {files: ['out/**/*.txt', missing], discard-paths: yes}
                        """, "data.txt", "payload")));
        codeBuild()
                .createProject(inline("")
                        .source(s -> s.type(SourceType.S3).location(bucket + "/in/source.zip"))
                        .artifacts(s3Artifacts("made.zip").path("out").build())
                        .secondaryArtifacts(s3Artifacts("flat.zip")
                                .artifactIdentifier("flat")
                                .build())
                        .build());
        Build build = run(r -> {});
        assertThat(build.buildStatus()).as(() -> log(build).toString()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(unzip("out/made.zip"))
                .isEqualTo(Map.of("url.txt", "s3://" + bucket + "/in/source.zip\n", "deep/er/data.txt", "payload"));
        assertThat(unzip("flat.zip")).containsOnlyKeys("url.txt", "data.txt", "no.txt");
        assertThat(build.artifacts().location()).isEqualTo("arn:aws:s3:::" + bucket + "/out/made.zip");
        assertThat(build.artifacts().sha256sum()).matches("[0-9a-f]{64}");
        assertThat(build.artifacts().md5sum()).matches("[0-9a-f]{32}");
        assertThat(build.secondaryArtifacts().get(0).artifactIdentifier()).isEqualTo("flat");
    }

    private ProjectSource.Builder secondarySource(String key) {
        return ProjectSource.builder().type(SourceType.S3).location(bucket + "/" + key);
    }

    private ProjectArtifacts.Builder s3Artifacts(String file) {
        return ProjectArtifacts.builder()
                .type(ArtifactsType.S3)
                .location(bucket)
                .name(file)
                .packaging(ArtifactPackaging.ZIP);
    }

    @Test
    void artifacts_may_have_a_name_that_the_shell_makes() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases: {build: {commands: ['N=42', 'echo x > a.txt']}}
                        artifacts: {files: [a.txt], name: "v-$N-$(echo y)"}
                        """)
                .artifacts(ProjectArtifacts.builder()
                        .type(ArtifactsType.S3)
                        .location(bucket)
                        .overrideArtifactName(true)
                        .build())
                .build());
        assertThat(build.buildStatus()).as(() -> log(build).toString()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(build.artifacts().location()).isEqualTo("arn:aws:s3:::" + bucket + "/v-42-y");
        assertThat(clients()
                        .s3()
                        .getObjectAsBytes(r -> r.bucket(bucket).key("v-42-y/a.txt"))
                        .asUtf8String())
                .isEqualTo("x\n");
    }

    @Test
    void missing_artifacts_fail_the_upload() throws InterruptedException {
        String spec = spec("true") + "artifacts: {base-directory: %s, files: ['*.jar']}\n";
        codeBuild()
                .createProject(inline(spec.formatted("nowhere"))
                        .artifacts(s3Artifacts("a.zip").build())
                        .build());
        assertThat(context(run(r -> {}), BuildPhaseType.UPLOAD_ARTIFACTS))
                .isEqualTo("CLIENT_ERROR: no matching base directory path found for nowhere");
        Build build = run(r -> r.buildspecOverride(spec.formatted(".")));
        assertThat(context(build, BuildPhaseType.UPLOAD_ARTIFACTS))
                .isEqualTo("CLIENT_ERROR: no matching artifact paths found");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        Build outside = run(r -> r.buildspecOverride(spec.formatted("../../../..")));
        assertThat(context(outside, BuildPhaseType.UPLOAD_ARTIFACTS)).contains("no matching base directory");
    }

    @Test
    void a_pipelines_project_is_built_from_what_the_pipeline_gives() throws InterruptedException, IOException {
        upload(
                "pipe/src.zip",
                zip(Map.of(
                        "buildspec.yml",
                        spec("echo $CODEBUILD_RESOLVED_SOURCE_VERSION > v") + "artifacts: {files: v}")));
        upload("pipe/more.zip", zip(Map.of("extra.txt", "more")));
        codeBuild()
                .createProject(inline("")
                        .source(s -> s.type(SourceType.CODEPIPELINE))
                        .artifacts(a -> a.type(ArtifactsType.CODEPIPELINE))
                        .build());
        assertInvalid(
                () -> codeBuild().startBuild(r -> r.projectName(name)),
                "SourceLocationOverride must be set when using source type CODEPIPELINE");
        assertInvalid(
                () -> codeBuild().startBuild(r -> r.projectName(name)
                        .sourceTypeOverride(SourceType.S3)
                        .sourceLocationOverride(bucket + "/pipe/src.zip")),
                "ArtifactsOverride must be set when using artifacts type CodePipelines");
        Build build = run(r -> r.sourceTypeOverride(SourceType.S3)
                .sourceLocationOverride(bucket + "/pipe/src.zip")
                .environmentVariablesOverride(
                        variable("CODEBUILD_RESOLVED_SOURCE_VERSION", "0123456789012345678901234567890123456789"))
                .secondarySourcesOverride(secondarySource("pipe/more.zip")
                        .sourceIdentifier("More")
                        .build())
                .artifactsOverride(s3Artifacts("abcdefg").path("pipe/Built").build()));
        assertThat(build.buildStatus()).as(() -> log(build).toString()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(build.resolvedSourceVersion()).isEqualTo("0123456789012345678901234567890123456789");
        assertThat(build.source().type()).isEqualTo(SourceType.CODEPIPELINE);
        assertThat(unzip("pipe/Built/abcdefg")).isEqualTo(Map.of("v", "0123456789012345678901234567890123456789\n"));
    }

    @Test
    void an_archive_that_reaches_out_is_refused() throws InterruptedException, IOException {
        upload("evil.zip", zip(Map.of("../../../../evil.txt", "x", "buildspec.yml", spec("true"))));
        Build build = run(inline("")
                .source(s -> s.type(SourceType.S3).location(bucket + "/evil.zip"))
                .build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(context(build, BuildPhaseType.DOWNLOAD_SOURCE)).startsWith("CLIENT_ERROR: ");
    }

    @Test
    void what_is_missing_is_told_in_the_download_phase() throws InterruptedException, IOException {
        upload("empty.zip", zip(Map.of("readme", "x")));
        codeBuild()
                .createProject(inline("")
                        .source(s -> s.type(SourceType.S3).location(bucket + "/none.zip"))
                        .build());
        Build noSource = run(r -> {});
        assertThat(context(noSource, BuildPhaseType.DOWNLOAD_SOURCE))
                .contains("CLIENT_ERROR: NoSuchKey: The specified key does not exist.")
                .contains("for primary source");
        Build noSpec = run(r -> r.sourceLocationOverride(bucket + "/empty.zip"));
        assertThat(context(noSpec, BuildPhaseType.DOWNLOAD_SOURCE))
                .startsWith("YAML_FILE_ERROR: stat ")
                .endsWith("/src/buildspec.yml: no such file or directory");
        assertThat(phases(noSpec)).endsWith("DOWNLOAD_SOURCE", "FINALIZING", "COMPLETED");
        Build outside =
                run(r -> r.sourceLocationOverride(bucket + "/empty.zip").buildspecOverride("../../../../etc/passwd"));
        assertThat(context(outside, BuildPhaseType.DOWNLOAD_SOURCE)).contains("no such file or directory");
    }

    @Test
    void a_bad_buildspec_is_told_with_its_line() throws InterruptedException {
        Build build = run(inline("version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n")
                .build());
        assertThat(context(build, BuildPhaseType.DOWNLOAD_SOURCE))
                .isEqualTo("YAML_FILE_ERROR: Expected Commands[0] to be of string type: found subkeys instead at line"
                        + " 5, value of the key tag on line 4 might be empty");
        assertThat(log(build)).anyMatch(line -> line.contains("Phase context status code: YAML_FILE_ERROR"));
    }

    @Test
    void a_cache_comes_back_in_the_next_build() throws InterruptedException {
        codeBuild()
                .createProject(inline("""
                        version: 0.2
                        phases: {build: {commands: ['cat ~/.m2/seen deps/seen || echo none',
                          'mkdir -p ~/.m2 deps; echo m2 > ~/.m2/seen; echo deps > deps/seen']}}
                        cache: {paths: ['/root/.m2/**/*', 'deps/**/*']}
                        """)
                        .cache(c -> c.type(CacheType.LOCAL).modes(CacheMode.LOCAL_CUSTOM_CACHE))
                        .build());
        assertThat(log(run(r -> {}))).contains("none");
        assertThat(log(run(r -> {}))).contains("m2", "deps");
        codeBuild().invalidateProjectCache(r -> r.projectName(name));
        assertThat(log(run(r -> {}))).contains("none");
        Build remote = run(r -> r.cacheOverride(c -> c.type(CacheType.S3).location(bucket + "/cache")));
        assertThat(log(remote)).contains("none");
        assertThat(log(run(r -> r.cacheOverride(c -> c.type(CacheType.S3).location(bucket + "/cache")))))
                .contains("m2", "deps");
    }

    private Build cached(String cache, String... more) throws InterruptedException {
        String spec = """
                version: 0.2
                phases:
                  build:
                    commands:
                      - cat deps/seen || echo none
                      - mkdir -p deps && echo %s > deps/seen
                cache:
                  paths: ['deps/**/*']
                """.formatted(more.length == 0 ? "made" : more[0]) + cache.indent(2);
        return run(r -> r.buildspecOverride(spec)
                .cacheOverride(c -> c.type(CacheType.S3).location(bucket + "/keyed")));
    }

    @Test
    void caches_with_keys_are_made_once_and_found_by_their_beginnings() throws InterruptedException {
        codeBuild()
                .createProject(inline("version: 0.2\nphases: {build: {commands: [':']}}\n")
                        .build());
        String key = "key: deps-$LETTER\n";

        assertThat(log(cached("key: deps-$(echo a)\n", "first"))).contains("none");
        assertThat(log(cached("key: deps-a\n", "second"))).contains("first");
        assertThat(log(cached("key: deps-a\n", "third"))).contains("first");
        assertThat(log(cached("key: deps-b\n", "fourth"))).contains("none");
        assertThat(log(cached("key: deps-c\naction: restore\nfallback-keys: [nothing, deps-]\n")))
                .contains("fourth");
        assertThat(log(cached("key: deps-c\naction: save\nfallback-keys: [deps-]\n", "fifth")))
                .contains("none");
        assertThat(log(cached("key: deps-c\n"))).contains("fifth");
        assertThat(log(cached(key)))
                .as("the key ends where its variable is not set")
                .contains("none");
    }

    @Test
    void a_cache_in_a_bucket_is_reset() throws InterruptedException {
        codeBuild()
                .createProject(inline("version: 0.2\nphases: {build: {commands: [':']}}\n")
                        .build());
        assertThat(log(cached("", "first"))).contains("none");
        assertThat(log(cached("", "second"))).contains("first");

        codeBuild().invalidateProjectCache(r -> r.projectName(name));

        assertThat(log(cached("", "third"))).contains("none");
        assertThat(log(cached("", "fourth"))).contains("third");
    }

    @Test
    void a_key_of_a_cache_changes_with_the_files_that_it_names() throws InterruptedException {
        codeBuild()
                .createProject(inline("version: 0.2\nphases: {build: {commands: [':']}}\n")
                        .build());
        String key = "key: 'lock-$(codebuild-hash-files \"**/package-lock.json\" *.none)'\n";

        cached(key, "first");
        assertThat(log(cached(key))).contains("first");
        assertThat(clients()
                        .s3()
                        .listObjectsV2(r -> r.bucket(bucket).prefix("keyed/"))
                        .contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key())
                        .as("the SHA-256 of nothing")
                        .endsWith("/lock-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.zip"));
    }

    @Test
    void test_reports_are_kept_with_their_cases() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases:
                          build:
                            commands:
                              - |
                                cat > t.xml <<X
                                <testsuites><testsuite name="Suite"><testcase classname="c.T" name="good" time="0.5"/>
                                <testcase classname="c.T" name="bad"><failure message="expected 1">at</failure></testcase>
                                <testcase classname="c.T" name="not"><skipped/></testcase></testsuite></testsuites>
                                X
                        reports:
                          unit: {files: ['*.xml']}
                          none: {files: ['*.none']}
                        """).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(build.reportArns()).hasSize(1);
        Report report = codeBuild()
                .batchGetReports(r -> r.reportArns(build.reportArns()))
                .reports()
                .get(0);
        assertThat(report.status()).isEqualTo(ReportStatusType.FAILED);
        assertThat(report.testSummary().total()).isEqualTo(3);
        assertThat(report.testSummary().statusCounts())
                .containsEntry("FAILED", 1)
                .containsEntry("SKIPPED", 1);
        assertThat(report.reportGroupArn()).endsWith(":report-group/" + name + "-unit");
        assertThat(report.executionId()).isEqualTo(build.arn());
        assertThat(codeBuild()
                        .describeTestCases(r -> r.reportArn(report.arn()).filter(f -> f.status("FAILED")))
                        .testCases())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.name()).isEqualTo("bad");
                    assertThat(c.prefix()).isEqualTo("c.T");
                    assertThat(c.message()).isEqualTo("expected 1");
                    assertThat(c.testSuiteName()).isEqualTo("Suite");
                });
        assertThat(codeBuild()
                        .describeTestCases(r -> r.reportArn(report.arn()).maxResults(2))
                        .testCases())
                .extracting(TestCase::name)
                .containsExactly("good", "bad");
        assertThat(codeBuild()
                        .listReportsForReportGroup(r -> r.reportGroupArn(report.reportGroupArn()))
                        .reports())
                .containsExactly(report.arn());
        var trend = codeBuild().getReportGroupTrend(r -> r.reportGroupArn(report.reportGroupArn())
                .trendField("TOTAL"));
        assertThat(trend.rawData()).singleElement().satisfies(data -> {
            assertThat(data.reportArn()).isEqualTo(report.arn());
            assertThat(data.data()).isEqualTo("3");
        });
        assertThat(trend.stats().average()).isEqualTo("3");
        assertThat(codeBuild()
                        .getReportGroupTrend(
                                r -> r.reportGroupArn(report.reportGroupArn()).trendField("DURATION"))
                        .stats()
                        .max())
                .isEqualTo(Long.toString(report.testSummary().durationInNanoSeconds()));
        assertThat(Double.parseDouble(codeBuild()
                        .getReportGroupTrend(
                                r -> r.reportGroupArn(report.reportGroupArn()).trendField("PASS_RATE"))
                        .stats()
                        .min()))
                .isBetween(33.0, 34.0);
        assertInvalid(
                () -> codeBuild().getReportGroupTrend(r -> r.reportGroupArn(report.reportGroupArn())
                        .trendField("LINE_COVERAGE")),
                "LINE_COVERAGE");
        assertInvalid(() -> codeBuild().deleteReportGroup(r -> r.arn(report.reportGroupArn())), "has reports");
        codeBuild().deleteReportGroup(r -> r.arn(report.reportGroupArn()).deleteReports(true));
        assertThat(codeBuild().batchGetReports(r -> r.reportArns(report.arn())).reportsNotFound())
                .containsExactly(report.arn());
    }

    @Test
    void a_hostile_report_is_told_and_left_out() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        phases:
                          build:
                            commands:
                              - |
                                printf '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testcase name="&e;"/>' > a.xml
                        reports: {unit: {files: [a.xml]}, other: {files: [a.xml], file-format: NUNITXML}}
                        """).build());
        assertThat(build.reportArns()).isEmpty();
        assertThat(log(build))
                .anyMatch(line -> line.contains("not in the format JUNITXML"))
                .anyMatch(line -> line.contains("none in NUNITXML"));
    }

    @Test
    void projects_are_created_with_defaults_changed_and_deleted() {
        Project made = codeBuild()
                .createProject(inline(spec("true"))
                        .tags(Tag.builder().key("k").value("v").build())
                        .build())
                .project();
        assertThat(made.arn()).endsWith(":project/" + name);
        assertThat(made.timeoutInMinutes()).isEqualTo(60);
        assertThat(made.queuedTimeoutInMinutes()).isEqualTo(480);
        assertThat(made.encryptionKey()).endsWith(":alias/aws/s3");
        assertThat(made.cache().type()).isEqualTo(CacheType.NO_CACHE);
        assertThat(made.badge().badgeEnabled()).isFalse();
        assertThat(made.environment().imagePullCredentialsTypeAsString()).isEqualTo("CODEBUILD");
        assertThatThrownBy(() -> codeBuild().createProject(inline(spec("true")).build()))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("Project already exists: " + made.arn());
        Project changed = codeBuild()
                .updateProject(r -> r.name(name).description("new").timeoutInMinutes(10))
                .project();
        assertThat(changed.description()).isEqualTo("new");
        assertThat(changed.source()).isEqualTo(made.source());
        assertThat(changed.tags()).isEqualTo(made.tags());
        assertThat(codeBuild().batchGetProjects(r -> r.names(made.arn(), "none")))
                .satisfies(found -> {
                    assertThat(found.projects()).containsExactly(changed);
                    assertThat(found.projectsNotFound()).containsExactly("none");
                });
        assertThat(codeBuild().listProjectsPaginator(r -> {}).projects().stream())
                .contains(name);
        codeBuild().deleteProject(r -> r.name(name));
        codeBuild().deleteProject(r -> r.name(name));
        assertThatThrownBy(() -> codeBuild().startBuild(r -> r.projectName(name)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Project cannot be found: " + made.arn());
    }

    @Test
    void a_project_must_make_sense() {
        assertInvalid(
                () -> codeBuild().createProject(inline(spec("x")).name("a b").build()),
                "Only alphanumeric characters, dash, and underscore are supported");
        assertInvalid(
                () -> codeBuild().createProject(r -> r.name(name)),
                "4 validation errors detected: Value null at 'source' failed to satisfy constraint: Member must not be"
                        + " null");
        assertInvalid(
                () -> codeBuild()
                        .createProject(inline(spec("x"))
                                .serviceRole("arn:aws:iam::999999999999:role/x")
                                .build()),
                "Invalid service role: Service role account ID does not match caller's account");
        assertInvalid(
                () -> codeBuild()
                        .createProject(
                                inline(spec("x")).serviceRole(role + "none").build()),
                "CodeBuild is not authorized to perform: sts:AssumeRole on " + role + "none");
        assertInvalid(
                () -> codeBuild()
                        .createProject(inline(spec("x"))
                                .source(s -> s.type(SourceType.S3))
                                .build()),
                "Project source location is required");
        assertInvalid(
                () -> codeBuild()
                        .createProject(
                                inline(spec("x")).source(s -> s.type("FTP")).build()),
                "Value 'FTP' at 'source.type' failed to satisfy constraint: Member must satisfy enum value set");
        assertInvalid(
                () -> codeBuild()
                        .createProject(inline(spec("x")).timeoutInMinutes(1).build()),
                "Member must have value greater than or equal to 5");
        assertInvalid(
                () -> codeBuild()
                        .createProject(inline(spec("x"))
                                .artifacts(
                                        a -> a.type(ArtifactsType.NO_ARTIFACTS).location("x"))
                                .build()),
                "artifact type NO_ARTIFACTS should have null location");
        assertInvalid(
                () -> codeBuild()
                        .createProject(inline(spec("x"))
                                .secondarySources(secondarySource("a").build())
                                .build()),
                "Invalid source identifier");
    }

    @Test
    void builds_are_listed_newest_first() throws InterruptedException {
        codeBuild().createProject(inline(spec("true")).build());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, run(r -> {}).id());
        }
        assertThat(codeBuild().listBuildsForProject(r -> r.projectName(name)).ids())
                .isEqualTo(ids);
        assertThat(codeBuild().listBuilds(r -> {}).ids()).containsSubsequence(ids);
        assertThat(build(ids.get(0)).buildNumber()).isEqualTo(3);
        assertThatThrownBy(() -> codeBuild().listBuildsForProject(r -> r.projectName("none-" + unique)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(codeBuild().batchDeleteBuilds(r -> r.ids(ids.get(0), name + ":none")))
                .satisfies(deleted -> {
                    assertThat(deleted.buildsDeleted()).hasSize(1);
                    assertThat(deleted.buildsNotDeleted()).hasSize(1);
                });
        assertThat(codeBuild().batchGetBuilds(r -> r.ids(ids.get(0))).buildsNotFound())
                .containsExactly(ids.get(0));
        assertInvalid(() -> codeBuild().batchGetBuilds(r -> r.ids("nonsense")), "Invalid build ID provided");
    }

    @Test
    void a_start_with_the_same_token_is_the_same_build() throws InterruptedException {
        codeBuild().createProject(inline(spec("true")).build());
        String first = run(r -> r.idempotencyToken("t")).id();
        assertThat(run(r -> r.idempotencyToken("t")).id()).isEqualTo(first);
        Build again = await(codeBuild().retryBuild(r -> r.id(first)).build().id());
        assertThat(again.id()).isNotEqualTo(first);
        assertThat(again.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
    }

    @Test
    void what_a_command_leaves_running_is_there_for_the_next_and_gone_after_the_build() throws InterruptedException {
        Build build = run(inline(spec("sleep 1000 & echo $! > pid", "kill -0 $(cat pid) && echo alive=$(cat pid)"))
                .build());
        String pid = log(build).stream()
                .filter(line -> line.startsWith("alive="))
                .findFirst()
                .orElseThrow()
                .substring(6);
        assertThat(ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        // What nobody has buried yet has no command any more.
                        .flatMap(process -> process.info().command()))
                .isEmpty();
    }

    @Test
    void a_build_that_forks_for_ever_is_ended() throws InterruptedException {
        Build build = run(
                inline(spec("for i in $(seq 700); do sleep 100 & done; wait")).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(context(build, BuildPhaseType.BUILD)).contains(tooManyProcesses());
    }

    @Test
    void a_project_whose_logs_are_off_has_none() throws InterruptedException {
        Build build = run(inline(spec("echo hi"))
                .logsConfig(l -> l.cloudWatchLogs(c -> c.status("DISABLED"))
                        .s3Logs(s -> s.status("ENABLED").location(bucket + "/logs")))
                .build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(build.logs().groupName()).isNull();
        String uuid = build.id().substring(build.id().indexOf(':') + 1);
        assertThat(build.logs().s3LogsArn()).isEqualTo("arn:aws:s3:::" + bucket + "/logs/" + uuid + ".gz");
        assertThat(clients()
                        .s3()
                        .getObjectAsBytes(r -> r.bucket(bucket).key("logs/" + uuid + ".gz"))
                        .asByteArray())
                .startsWith(0x1f, 0x8b);
    }
}
