package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.runtime.git.HostedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerDestinationArnException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerEventsException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerEventEnum;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Moves of branches are announced as events and call triggers, although processes end. */
final class RepositoryMovesTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";

    @TempDir
    private Path directory;

    private final Store store = Store.inMemory();
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private ServiceContext context;
    private CodeCommitService service;

    @BeforeEach
    void open() {
        start(1);
        service.createRepository(request -> request.repositoryName("app"));
    }

    private void start(int seed) {
        context = TestContext.over(store, directory, seed);
        context.events().subscribe(events::add);
        service = new CodeCommitService(context, Functions::new, () -> {
            throw new AssertionError("No trigger of these tests has a topic.");
        });
    }

    @AfterEach
    void close() {
        service.close();
        store.close();
    }

    private final class Functions implements LambdaClient {
        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            if (!request.functionName().equals(FUNCTION)) {
                throw Errors.of(ResourceNotFoundException.builder(), "Function not found: " + request.functionName());
            }
            calls.add(request.payload().asUtf8String());
            return InvokeResponse.builder().statusCode(202).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private String commit(String parent, String content) {
        return service.putFile(request -> request.repositoryName("app")
                        .branchName("main")
                        .parentCommitId(parent.isEmpty() ? null : parent)
                        .filePath("a.txt")
                        .fileContent(SdkBytes.fromUtf8String(content)))
                .commitId();
    }

    private void settle() {
        context.time().advance(Duration.ofMillis(1));
    }

    /** The user guide has one of the two names of the level, AWS's schema of the event has both. */
    @Test
    void merge_is_announced_with_how_it_was_made() {
        String first = commit("", "1");
        service.createBranch(
                request -> request.repositoryName("app").branchName("side").commitId(first));
        commit(first, "2");
        events.clear();
        service.mergeBranchesBySquash(request -> request.repositoryName("app")
                .sourceCommitSpecifier("main")
                .destinationCommitSpecifier("side")
                .targetBranch("side"));
        settle();

        assertThat(events)
                .filteredOn(event -> event.detail().has("mergeOption"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail().path("mergeOption").asText()).isEqualTo("SQUASH_MERGE");
                    assertThat(event.detail().path("conflictDetailsLevel").asText())
                            .isEqualTo("FILE_LEVEL");
                    assertThat(event.detail().path("conflictDetailLevel").asText())
                            .isEqualTo("FILE_LEVEL");
                    assertThat(event.detail().path("conflictResolutionStrategy").asText())
                            .isEqualTo("NONE");
                });
    }

    @Test
    void branch_is_announced_when_it_is_made_moved_and_deleted() {
        String first = commit("", "1");
        String second = commit(first, "2");
        service.createBranch(
                request -> request.repositoryName("app").branchName("x/y").commitId(second));
        service.deleteBranch(request -> request.repositoryName("app").branchName("x/y"));
        settle();

        assertThat(events)
                .extracting(event -> event.detail().path("event").asText())
                .containsExactly("referenceCreated", "referenceUpdated", "referenceCreated", "referenceDeleted");
        CloudEvent moved = events.get(1);
        assertThat(moved.source()).isEqualTo("aws.codecommit");
        assertThat(moved.detailType()).isEqualTo("CodeCommit Repository State Change");
        assertThat(moved.resources()).containsExactly("arn:aws:codecommit:eu-west-1:123456789012:app");
        assertThat(moved.detail().path("referenceType").asText()).isEqualTo("branch");
        assertThat(moved.detail().path("referenceName").asText()).isEqualTo("main");
        assertThat(moved.detail().path("referenceFullName").asText()).isEqualTo("refs/heads/main");
        assertThat(moved.detail().path("commitId").asText()).isEqualTo(second);
        assertThat(moved.detail().path("oldCommitId").asText()).isEqualTo(first);
        assertThat(moved.detail().path("callerUserArn").asText()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(events.get(3).detail().path("referenceName").asText()).isEqualTo("x/y");
        assertThat(events.get(3).detail().has("commitId")).isFalse();
    }

    @Test
    void push_that_a_killed_process_took_is_announced_by_the_next_one() throws IOException {
        String first = commit("", "1");
        String second = commit(first, "2");
        settle();
        events.clear();
        try (HostedRepository hosted = service.host("app").orElseThrow()) {
            // What git acknowledged, and nobody was told of.
            RefUpdate update = hosted.git().updateRef("refs/heads/main");
            update.setNewObjectId(ObjectId.fromString(first));
            update.forceUpdate();
            // What the kill left in the middle of another update.
            Files.createFile(hosted.git().getDirectory().toPath().resolve("refs/heads/main.lock"));
        }
        service.close();

        start(2);
        service.resume();
        settle();

        assertThat(events)
                .extracting(event -> event.detail().path("oldCommitId").asText() + " "
                        + event.detail().path("commitId").asText())
                .containsExactly(second + " " + first);
        assertThat(commit(first, "3")).isNotEmpty();
    }

    @Test
    void directory_of_a_repository_that_was_not_kept_is_swept_away() throws IOException {
        Files.createDirectories(context.files().resolve("orphan.git/objects"));

        service.resume();

        assertThat(context.files().resolve("orphan.git")).doesNotExist();
        assertThat(service.host("app")).isPresent();
    }

    private static RepositoryTrigger trigger(String arn, RepositoryTriggerEventEnum... events) {
        return RepositoryTrigger.builder()
                .name("t")
                .destinationArn(arn)
                .customData("42")
                .branches("main")
                .events(events)
                .build();
    }

    @Test
    void trigger_calls_its_function_for_the_branches_and_events_that_it_names() throws IOException {
        service.putRepositoryTriggers(request ->
                request.repositoryName("app").triggers(trigger(FUNCTION, RepositoryTriggerEventEnum.UPDATE_REFERENCE)));

        String first = commit("", "1");
        String second = commit(first, "2");
        service.createBranch(
                request -> request.repositoryName("app").branchName("x").commitId(second));
        settle();

        assertThat(calls).hasSize(1);
        JsonNode call =
                new ObjectMapper().readTree(calls.get(0)).path("Records").get(0);
        assertThat(call.at("/codecommit/references/0/ref").asText()).isEqualTo("refs/heads/main");
        assertThat(call.at("/codecommit/references/0/commit").asText()).isEqualTo(second);
        assertThat(call.path("eventName").asText()).isEqualTo("ReferenceChanges");
        assertThat(call.path("customData").asText()).isEqualTo("42");
        assertThat(call.path("eventSourceARN").asText()).isEqualTo("arn:aws:codecommit:eu-west-1:123456789012:app");
    }

    @Test
    void triggers_can_be_tried_out() {
        var result = service.testRepositoryTriggers(request -> request.repositoryName("app")
                .triggers(
                        trigger(FUNCTION, RepositoryTriggerEventEnum.ALL),
                        trigger(FUNCTION + "x", RepositoryTriggerEventEnum.ALL).toBuilder()
                                .name("u")
                                .build()));

        assertThat(result.successfulExecutions()).containsExactly("t");
        assertThat(result.failedExecutions())
                .extracting(failure -> failure.trigger())
                .containsExactly("u");
        assertThat(calls.get(0)).contains("TriggerEventTest").contains("0".repeat(40));
    }

    @Test
    void trigger_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> service.putRepositoryTriggers(request -> request.repositoryName("app")
                        .triggers(trigger("arn:aws:sqs:eu-west-1:123456789012:q", RepositoryTriggerEventEnum.ALL))))
                .isInstanceOf(InvalidRepositoryTriggerDestinationArnException.class);
        assertThatThrownBy(() -> service.putRepositoryTriggers(request -> request.repositoryName("app")
                        .triggers(trigger(
                                FUNCTION,
                                RepositoryTriggerEventEnum.ALL,
                                RepositoryTriggerEventEnum.CREATE_REFERENCE))))
                .isInstanceOf(InvalidRepositoryTriggerEventsException.class);
    }
}
