package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** A process may end at any moment: the next one goes on with the pipelines where the files say they were. */
final class PipelineSurvivalTest {

    private static ActionDeclaration publish() {
        return Declarations.action(
                        "Publish",
                        Declarations.aws(ActionCategory.DEPLOY, "S3"),
                        Map.of("BucketName", Declarations.BUCKET, "Extract", "false", "ObjectKey", "published"))
                .inputArtifacts(Declarations.input("App"))
                .build();
    }

    private static void createPipeline(TestCloud cloud) {
        Ground.prepare(cloud);
        cloud.get(CodePipelineClient.class)
                .createPipeline(
                        r -> r.pipeline(pipeline("app", stage("Approve", approval("Ask")), stage("Publish", publish()))
                                .build()));
    }

    /** What a killed process leaves behind is its files as they are now. */
    private static Path kill(Path directory, Path copies) throws IOException {
        Path copy = Files.createTempDirectory(copies, "killed");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                Path target = copy.resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return copy;
    }

    private static PipelineExecutionSummary latest(TestCloud cloud) {
        return cloud.get(CodePipelineClient.class)
                .listPipelineExecutions(r -> r.pipelineName("app"))
                .pipelineExecutionSummaries()
                .get(0);
    }

    private static void approve(TestCloud cloud) {
        CodePipelineClient pipelines = cloud.get(CodePipelineClient.class);
        String token = pipelines
                .getPipelineState(r -> r.name("app"))
                .stageStates()
                .get(1)
                .actionStates()
                .get(0)
                .latestExecution()
                .token();
        pipelines.putApprovalResult(r -> r.pipelineName("app")
                .stageName("Approve")
                .actionName("Ask")
                .token(token)
                .result(a -> a.status(ApprovalStatus.APPROVED).summary("")));
    }

    private static void assertPublished(TestCloud cloud) {
        cloud.time().advance(Duration.ofSeconds(10));
        assertThat(latest(cloud).status()).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(cloud.get(S3Client.class)
                        .getObjectAsBytes(r -> r.bucket(Declarations.BUCKET).key("published"))
                        .asUtf8String())
                .isEqualTo("v1");
    }

    @Test
    void killed_right_after_the_creation_the_first_execution_goes_on(@TempDir Path directory, @TempDir Path copies)
            throws Exception {
        Path killed;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            createPipeline(cloud);
            killed = kill(directory, copies);
        }

        try (TestCloud cloud = TestCloud.openDurable(killed)) {
            cloud.time().advance(Duration.ofSeconds(10));
            approve(cloud);
            assertPublished(cloud);
        }
    }

    @Test
    void killed_while_it_waits_for_an_approval_the_token_stays_good(@TempDir Path directory, @TempDir Path copies)
            throws Exception {
        Path killed;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            createPipeline(cloud);
            cloud.time().advance(Duration.ofSeconds(10));
            killed = kill(directory, copies);
        }

        try (TestCloud cloud = TestCloud.openDurable(killed)) {
            approve(cloud);
            assertPublished(cloud);
        }
    }

    @Test
    void killed_right_after_the_approval_the_execution_goes_on(@TempDir Path directory, @TempDir Path copies)
            throws Exception {
        Path killed;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            createPipeline(cloud);
            cloud.time().advance(Duration.ofSeconds(10));
            approve(cloud);
            killed = kill(directory, copies);
        }

        try (TestCloud cloud = TestCloud.openDurable(killed)) {
            assertPublished(cloud);
        }
    }

    /** A function that never answers, until the thread that waits for it is interrupted. */
    private record Unanswered(CountDownLatch called) implements LambdaClient {
        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw AbortedException.create("Thread was interrupted");
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Test
    void an_action_that_the_closing_of_the_cloud_breaks_off_is_begun_again(
            @TempDir Path directory, @TempDir Path elsewhere) throws Exception {
        Path file = directory.resolve("state.mv");
        try (TestCloud others = TestCloud.open(elsewhere)) {
            Ground.prepare(others);
            CountDownLatch called = new CountDownLatch(1);
            try (Store store = Store.open(file)) {
                ServiceContext context = TestContext.over(store, directory, 1);
                CodePipelineService first = Ground.service(context, others, new Unanswered(called));
                first.createPipeline(r -> r.pipeline(pipeline(
                                "app",
                                stage(
                                        "Check",
                                        Declarations.action(
                                                        "Call",
                                                        Declarations.aws(ActionCategory.INVOKE, "Lambda"),
                                                        Map.of("FunctionName", "f"))
                                                .build()))
                        .build()));
                called.await();
                store.freeze();
                first.close();
                context.time().close();
            }

            CountDownLatch calledAgain = new CountDownLatch(1);
            try (Store store = Store.open(file)) {
                ServiceContext context = TestContext.over(store, directory, 2);
                CodePipelineService second = Ground.service(context, others, new Unanswered(calledAgain));
                second.resume();

                assertThat(calledAgain.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(second.listActionExecutions(r -> r.pipelineName("app"))
                                .actionExecutionDetails())
                        .filteredOn(action -> action.actionName().equals("Call"))
                        .singleElement()
                        .satisfies(action -> assertThat(action.status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS));
                store.freeze();
                second.close();
                context.time().close();
            }
        }
    }

    @Test
    void an_approval_that_nobody_answers_expires_after_a_week_over_restarts_too(
            @TempDir Path directory, @TempDir Path copies) throws Exception {
        Path killed;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            createPipeline(cloud);
            cloud.time().advance(Duration.ofSeconds(10));
            killed = kill(directory, copies);
        }

        try (TestCloud cloud = TestCloud.openDurable(killed)) {
            cloud.time().advance(Duration.ofDays(7).minusHours(1));
            assertThat(latest(cloud).status()).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
            cloud.time().advance(Duration.ofHours(2));
            assertThat(latest(cloud).status()).isEqualTo(PipelineExecutionStatus.FAILED);
        }
    }

    @Test
    void many_threads_that_start_and_stop_leave_every_execution_in_an_end(@TempDir Path directory) throws Exception {
        try (TestCloud cloud = TestCloud.open(directory)) {
            createPipeline(cloud);
            CodePipelineClient pipelines = cloud.get(CodePipelineClient.class);
            List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                        for (int i = 0; i < 10; i++) {
                            pipelines.startPipelineExecution(r -> r.name("app"));
                        }
                    }))
                    .limit(8)
                    .peek(Thread::start)
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            cloud.time().advance(Duration.ofMinutes(1));

            List<PipelineExecutionSummary> all =
                    pipelines.listPipelineExecutions(r -> r.pipelineName("app")).pipelineExecutionSummaries();
            assertThat(all).hasSize(81);
            // One is before the approval's stage, one in it; the rest gave way.
            assertThat(all.stream().filter(e -> e.status() == PipelineExecutionStatus.IN_PROGRESS))
                    .hasSize(2);
            assertThat(all.stream().filter(e -> e.status() == PipelineExecutionStatus.SUPERSEDED))
                    .hasSize(79);
        }
    }
}
