package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** The contract, kept by the embedded cloud; and what it tells EventBridge. */
@SuppressWarnings("unchecked") // the builders' varargs of consumers
final class PullRequestEmbeddedTest extends PullRequestContract {

    @TempDir
    private Path directory;

    private @Nullable TestCloud cloud;
    private final Map<String, AccessKey> users = new ConcurrentHashMap<>();
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    private TestCloud cloud() {
        if (cloud == null) {
            cloud = TestCloud.open(directory);
            cloud.cloud().events().subscribe(events::add);
        }
        return cloud;
    }

    @Override
    CodeCommitClient client() {
        return cloud().get(CodeCommitClient.class);
    }

    @Override
    AwsRequestOverrideConfiguration as(String user) {
        AccessKey key = users.computeIfAbsent(user, name -> cloud().cloud()
                .accessKeys()
                .create("123456789012", "arn:aws:iam::123456789012:user/" + name, "AIDA" + name));
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void close() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void what_happens_to_a_pull_request_is_told() {
        client().createPullRequest(request -> request.overrideConfiguration(as("jane"))
                .title("Add b")
                .targets(target -> target.repositoryName("app").sourceReference("topic")));
        client().mergePullRequestByFastForward(merge -> merge.pullRequestId("1").repositoryName("app"));
        cloud().time().advance(Duration.ofMillis(1));

        List<CloudEvent> told = events.stream()
                .filter(event -> event.detailType().equals("CodeCommit Pull Request State Change"))
                .toList();
        assertThat(told)
                .extracting(event -> event.detail().path("event").asText()
                        + " " + event.detail().path("pullRequestStatus").asText()
                        + " " + event.detail().path("isMerged").asText())
                .containsExactly("pullRequestCreated Open False", "pullRequestMergeStatusUpdated Closed True");
        assertThat(told.get(0).detail().path("author").asText()).endsWith(":user/jane");
        assertThat(told.get(0).detail().path("creationDate").asText()).isEqualTo("Mon Jan 05 09:00:00 UTC 2026");
        assertThat(told.get(1).detail().path("mergeOption").asText()).isEqualTo("FAST_FORWARD_MERGE");
        assertThat(events)
                .filteredOn(event -> event.detail().path("event").asText().equals("referenceUpdated"))
                .last()
                .extracting(event -> event.detail().path("mergeOption").asText())
                .isEqualTo("FAST_FORWARD_MERGE");
    }
}
